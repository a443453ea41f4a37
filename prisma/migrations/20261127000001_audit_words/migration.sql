-- CreateIndex
CREATE INDEX "AuditRecord_action_idx" ON "AuditRecord" USING GIN ("action" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "AuditRecord_target_idx" ON "AuditRecord" USING GIN ("target" gin_trgm_ops);
