-- AlterTable
ALTER TABLE "IdempotencyKey" ADD COLUMN     "answer" JSONB,
ALTER COLUMN "runId" DROP NOT NULL;
