-- The commit that a run tested and the pull request that it was asked for, or the run that it repeats: kept by the database, whoever
-- writes a run, so that both are found by an index.
-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "commit" TEXT,
ADD COLUMN     "pullRequest" TEXT;

CREATE FUNCTION run_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  new."commit" := new.view #>> '{output,commit,sha}';
  IF tg_op = 'INSERT' THEN
    new."pullRequest" := coalesce(new.input->>'pr', (SELECT "pullRequest" FROM "Run" WHERE id = new."previousId"));
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER run_found BEFORE INSERT OR UPDATE OF view ON "Run" FOR EACH ROW EXECUTE FUNCTION run_found();

WITH RECURSIVE chain AS (
  SELECT id, input->>'pr' AS "pullRequest" FROM "Run" WHERE "previousId" IS NULL
  UNION ALL
  SELECT again.id, coalesce(again.input->>'pr', chain."pullRequest") FROM chain JOIN "Run" again ON again."previousId" = chain.id
)
UPDATE "Run" SET "commit" = view #>> '{output,commit,sha}', "pullRequest" = chain."pullRequest" FROM chain WHERE chain.id = "Run".id;

-- CreateIndex
CREATE INDEX "Run_commit_idx" ON "Run"("commit" text_pattern_ops);

-- CreateIndex
CREATE INDEX "Run_pullRequest_idx" ON "Run"("pullRequest");
