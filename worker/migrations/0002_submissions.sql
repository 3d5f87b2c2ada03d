-- What a unit decided about a period for its whole subtree; nothing here: as the parent, and at last
-- the default of shared/periods.
CREATE TABLE periods (
  unit TEXT NOT NULL,
  period TEXT NOT NULL,
  as_of TEXT,
  due TEXT,
  closed_at TEXT,
  PRIMARY KEY (unit, period)
) WITHOUT ROWID;

-- Append-only. `document` is the gzip-compressed JSON of {submission, findings}: D1 takes 2 MB a row.
-- Only `decision` is ever written again. A rowid table, because blobs do not belong into index pages.
CREATE TABLE revisions (
  unit TEXT NOT NULL,
  form TEXT NOT NULL,
  period TEXT NOT NULL,
  revision INTEGER NOT NULL,
  hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  tally TEXT NOT NULL,
  document BLOB NOT NULL,
  received_at TEXT NOT NULL,
  received_from TEXT NOT NULL,
  late INTEGER NOT NULL,
  token TEXT NOT NULL,
  idempotency_key TEXT,
  decision TEXT,
  PRIMARY KEY (unit, form, period, revision)
);

CREATE UNIQUE INDEX revisions_by_idempotency_key ON revisions (token, idempotency_key)
  WHERE idempotency_key IS NOT NULL;

-- The newest revision of each unit x period x form with its tally: what totals and lists read.
CREATE TABLE current (
  unit TEXT NOT NULL,
  period TEXT NOT NULL,
  form TEXT NOT NULL,
  revision INTEGER NOT NULL,
  hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  tally TEXT NOT NULL,
  received_at TEXT NOT NULL,
  received_from TEXT NOT NULL,
  late INTEGER NOT NULL,
  PRIMARY KEY (unit, period, form)
) WITHOUT ROWID;
