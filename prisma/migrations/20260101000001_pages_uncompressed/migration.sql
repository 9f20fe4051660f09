-- A page lives for minutes: compressing it costs more time than its room is worth.
ALTER TABLE "sync_page" ALTER COLUMN "rows" SET STORAGE EXTERNAL;
