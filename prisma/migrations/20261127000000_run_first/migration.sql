-- What a run repeats first of all, and the branch that this one asked for: kept by the database, whoever writes a run, so that a list
-- is asked for them without walking back through its repetitions.
-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "branch" TEXT,
ADD COLUMN     "firstId" TEXT;

CREATE FUNCTION run_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new."previousId" IS NOT NULL THEN
    SELECT coalesce("firstId", id), branch INTO new."firstId", new.branch FROM "Run" WHERE id = new."previousId";
  -- The run before it has been deleted: what was known stays.
  ELSIF tg_op = 'INSERT' OR old."previousId" IS NULL THEN
    new.branch := nullif(new.input->>'branch', '');
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER run_first BEFORE INSERT OR UPDATE OF input, "previousId" ON "Run" FOR EACH ROW EXECUTE FUNCTION run_first();

WITH RECURSIVE chain AS (
  SELECT id, NULL::text AS "firstId", nullif(input->>'branch', '') AS branch FROM "Run" WHERE "previousId" IS NULL
  UNION ALL
  SELECT again.id, coalesce(chain."firstId", chain.id), chain.branch FROM chain JOIN "Run" again ON again."previousId" = chain.id
)
UPDATE "Run" SET "firstId" = chain."firstId", branch = chain.branch FROM chain WHERE chain.id = "Run".id AND (chain."firstId" IS NOT NULL OR chain.branch IS NOT NULL);

-- CreateIndex
CREATE INDEX "Run_branch_createdAt_idx" ON "Run"("branch" text_pattern_ops, "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Run_title_createdAt_idx" ON "Run"("title", "createdAt" DESC);
