-- Lists that a unit defined for its subtree, as canonical JSON.
CREATE TABLE lists (
  unit TEXT NOT NULL,
  list TEXT NOT NULL,
  definition TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (unit, list)
) WITHOUT ROWID;

-- What a unit calls by one name in a field of a form, every version of it: JSON list of groups of
-- wordings, of which the first stands for the others.
CREATE TABLE words (
  unit TEXT NOT NULL,
  form TEXT NOT NULL,
  field TEXT NOT NULL,
  version INTEGER NOT NULL,
  groups TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  PRIMARY KEY (unit, form, field, version)
) WITHOUT ROWID;
