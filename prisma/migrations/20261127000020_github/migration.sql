-- What GitHub has delivered, where branches were, and what is to be said of commits. A run's status is to be told once it is written, whoever
-- writes it: the trigger keeps both in one transaction. Only a run of CI that is about a commit and a repository has anybody to tell.
-- CreateTable
CREATE TABLE "Delivery" (
    "seq" SERIAL NOT NULL,
    "name" TEXT,
    "event" TEXT NOT NULL,
    "action" TEXT NOT NULL DEFAULT '',
    "repository" TEXT NOT NULL DEFAULT '',
    "ref" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "outcome" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "wish" JSONB,
    "runId" TEXT,
    "takenUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "BranchHead" (
    "repository" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "sha" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "BranchHead_pkey" PRIMARY KEY ("repository","branch")
);

-- CreateTable
CREATE TABLE "CommitReport" (
    "id" SERIAL NOT NULL,
    "runId" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "sha" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "outcome" TEXT NOT NULL DEFAULT 'waiting',
    "why" TEXT NOT NULL DEFAULT '',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "takenUntil" TIMESTAMPTZ(3),

    CONSTRAINT "CommitReport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_name_key" ON "Delivery"("name");

-- CreateIndex
CREATE INDEX "Delivery_outcome_seq_idx" ON "Delivery"("outcome", "seq");

-- CreateIndex
CREATE INDEX "Delivery_repository_ref_seq_idx" ON "Delivery"("repository", "ref", "seq" DESC);

-- CreateIndex
CREATE INDEX "CommitReport_outcome_dueAt_idx" ON "CommitReport"("outcome", "dueAt");

-- CreateIndex
CREATE INDEX "CommitReport_repository_sha_id_idx" ON "CommitReport"("repository", "sha", "id");

-- CreateIndex
CREATE INDEX "CommitReport_runId_idx" ON "CommitReport"("runId");

-- AddForeignKey
ALTER TABLE "CommitReport" ADD CONSTRAINT "CommitReport_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE FUNCTION run_reports() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  first "Run"%ROWTYPE;
  repo text;
  sha text;
BEGIN
  IF new."firstId" IS NOT NULL THEN
    SELECT * INTO first FROM "Run" WHERE id = new."firstId";
  END IF;
  repo := coalesce(new.view #>> '{output,repository}', new.input->>'repo', first.view #>> '{output,repository}', first.input->>'repo');
  sha := lower(coalesce(new.view #>> '{output,commit,sha}', new.input->>'sha', first.view #>> '{output,commit,sha}', first.input->>'sha'));
  IF repo IS NOT NULL AND sha ~ '^([0-9a-f]{40}|[0-9a-f]{64})$' THEN
    INSERT INTO "CommitReport" ("runId", repository, sha, status) VALUES (new.id, repo, sha, new.status);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER run_reports_new AFTER INSERT ON "Run" FOR EACH ROW
  WHEN (new.address LIKE 'github_ci_runner.%' AND new."parentId" IS NULL) EXECUTE FUNCTION run_reports();
CREATE TRIGGER run_reports AFTER UPDATE OF status ON "Run" FOR EACH ROW
  WHEN (new.address LIKE 'github_ci_runner.%' AND new."parentId" IS NULL AND old.status IS DISTINCT FROM new.status) EXECUTE FUNCTION run_reports();
