-- CreateTable
CREATE TABLE "EnvironmentWatch" (
    "name" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "heard" JSONB,

    CONSTRAINT "EnvironmentWatch_pkey" PRIMARY KEY ("name")
);
