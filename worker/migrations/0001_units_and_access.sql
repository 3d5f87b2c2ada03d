-- The hierarchy. `path` holds the ids from the root down, each followed by '/': the subtree of a
-- unit is one range of the primary key, and its ancestors can be read off without a query.
CREATE TABLE units (
  path TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  -- JSON list of the forms expected from the subtree; NULL: as the parent says.
  forms TEXT
) WITHOUT ROWID;

-- Only the SHA-256 of a token is kept.
CREATE TABLE tokens (
  hash TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- NULL: the whole deployment.
  unit TEXT,
  role TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT,
  -- A day, so that use costs one write a day.
  last_used_on TEXT
) WITHOUT ROWID;

CREATE INDEX tokens_by_unit ON tokens (unit);

-- Enrolment codes, hashed as well; each gives one token.
CREATE TABLE codes (
  hash TEXT NOT NULL PRIMARY KEY,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
) WITHOUT ROWID;

-- Who did what when. Never content, never a secret.
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  token TEXT,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  unit TEXT,
  form TEXT,
  period TEXT,
  revision INTEGER,
  detail TEXT
);
