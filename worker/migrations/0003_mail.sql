-- Who gets mail about a unit. `kinds`: JSON list of 'summary' and 'reminder'.
CREATE TABLE mail_recipients (
  unit TEXT NOT NULL,
  address TEXT NOT NULL,
  kinds TEXT NOT NULL,
  lang TEXT NOT NULL,
  PRIMARY KEY (unit, address)
) WITHOUT ROWID;

-- One row per edition of a mailing: whoever inserts it composes it, so a doubled firing sends once.
-- `figures`: what a summary said, to tell later whether anything has changed.
CREATE TABLE mailings (
  unit TEXT NOT NULL,
  period TEXT NOT NULL,
  kind TEXT NOT NULL,
  edition INTEGER NOT NULL,
  composed_at TEXT NOT NULL,
  figures TEXT,
  PRIMARY KEY (unit, period, kind, edition)
) WITHOUT ROWID;

-- The outbox and the archive: one row per recipient and edition. `state`: queued, sending, sent, failed.
CREATE TABLE mails (
  id INTEGER PRIMARY KEY,
  unit TEXT NOT NULL,
  period TEXT NOT NULL,
  kind TEXT NOT NULL,
  edition INTEGER NOT NULL,
  address TEXT NOT NULL,
  lang TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'queued',
  attempts INTEGER NOT NULL DEFAULT 0,
  tried_at TEXT,
  sent_at TEXT,
  message_id TEXT,
  error TEXT
);

CREATE UNIQUE INDEX mails_by_edition ON mails (unit, period, kind, edition, address);
CREATE INDEX mails_unsent ON mails (state) WHERE state IN ('queued', 'sending');
