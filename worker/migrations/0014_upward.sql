-- Of totals that another deployment sent: JSON of the tallies behind them and who is missing in them
-- (worker/store/standings.ts). NULL for any other submission.
ALTER TABLE revisions ADD COLUMN within TEXT;
ALTER TABLE current ADD COLUMN within TEXT;

-- What this deployment has reported upward of a unit, by form. `acknowledged`: content hash and revision
-- that the receiver last confirmed; `sent`: JSON list of the hashes sent since, of which it may hold any;
-- `state` and `decision` are the receiver's. `claimed_at`: a pass is at it.
CREATE TABLE upward (
  unit TEXT NOT NULL,
  period TEXT NOT NULL,
  form TEXT NOT NULL,
  acknowledged TEXT,
  revision INTEGER,
  acknowledged_at TEXT,
  state TEXT,
  decision TEXT,
  sent TEXT NOT NULL DEFAULT '[]',
  claimed_at TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  tried_at TEXT,
  error TEXT,
  PRIMARY KEY (unit, period, form)
) WITHOUT ROWID;
