-- AlterTable
ALTER TABLE "LogChunk" ADD COLUMN     "marks" BYTEA;
