-- Forms that a unit defined for its subtree, every version of each: what was submitted by an earlier
-- one is shown by it. `definition` is canonical JSON (RFC 8785), so the same form is the same text. A
-- rowid table, because texts of this size do not belong into index pages.
CREATE TABLE forms (
  unit TEXT NOT NULL,
  form TEXT NOT NULL,
  version INTEGER NOT NULL,
  definition TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (unit, form, version)
);
