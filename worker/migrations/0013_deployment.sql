-- What concerns the deployment as a whole: one row. `origin` tells its data from those of any other, and
-- goes with them when they move. `importing`: which export is being taken in, `import_page`: how far.
-- `…_days`: how long something is kept; NULL: for good. `swept_to` is where the last pass of removal
-- stopped, `events_removed_to` the last event that was removed.
CREATE TABLE deployment (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  origin TEXT NOT NULL,
  importing TEXT,
  import_page INTEGER NOT NULL DEFAULT 0,
  documents_days INTEGER,
  mails_days INTEGER,
  events_days INTEGER,
  swept_to TEXT,
  events_removed_to INTEGER NOT NULL DEFAULT 0,
  last_pass_at TEXT
) WITHOUT ROWID;
INSERT INTO deployment (one, origin) VALUES (1, lower(hex(randomblob(16))));

-- When and by which rule a document, or the text of a mail, was removed: {"at", "days"}.
ALTER TABLE revisions ADD COLUMN removed TEXT;
ALTER TABLE mails ADD COLUMN removed TEXT;
