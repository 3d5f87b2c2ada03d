-- Wordings of column headings that a unit approved for a field of a form, every version of them: JSON
-- list of texts.
CREATE TABLE headings (
  unit TEXT NOT NULL,
  form TEXT NOT NULL,
  field TEXT NOT NULL,
  version INTEGER NOT NULL,
  wordings TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  PRIMARY KEY (unit, form, field, version)
) WITHOUT ROWID;
