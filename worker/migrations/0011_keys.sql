-- What the records of a submission are known by beyond their own sheet, as short keys in the order of the
-- records (shared/identity/keys.ts): totals find by them what two units report. NULL: the form names
-- none, or the submission is older than this. In both tables, for both views of the totals.
ALTER TABLE revisions ADD COLUMN keys TEXT;
ALTER TABLE current ADD COLUMN keys TEXT;

-- What a unit says of records of its subtree that are known by the same value of a field: that they are
-- one thing (`same` 1) or several (0). `value` as it is compared.
CREATE TABLE sameness (
  unit TEXT NOT NULL,
  form TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  same INTEGER NOT NULL,
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  PRIMARY KEY (unit, form, field, value)
) WITHOUT ROWID;
