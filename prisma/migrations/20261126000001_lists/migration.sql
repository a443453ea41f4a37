-- Words within a title are found by their trigrams; the beginning of an id by an index that knows LIKE whatever the collation.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateIndex
CREATE INDEX "Run_title_idx" ON "Run" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Run_id_idx" ON "Run"("id" text_pattern_ops);
