-- What is kept of the reasons of the newest revision, to list those of a week without opening its
-- documents: JSON {listed, more}. NULL where it gives none, and for what came before this migration.
ALTER TABLE current ADD COLUMN explanations TEXT;

CREATE INDEX current_explained ON current (unit, period) WHERE explanations IS NOT NULL;

-- What a unit above decided about a reason, every decision of it. `explanation` is the hash of what the
-- reason is about and of its words (shared/protocol/explained.ts), `decision` JSON.
CREATE TABLE explanation_decisions (
  unit TEXT NOT NULL,
  form TEXT NOT NULL,
  explanation TEXT NOT NULL,
  version INTEGER NOT NULL,
  decision TEXT NOT NULL,
  PRIMARY KEY (unit, form, explanation, version)
) WITHOUT ROWID;

-- A later deadline for one unit and all below it, given by a unit above: JSON {due, reason, by, at}. It
-- lies over `due` and can be taken back.
ALTER TABLE periods ADD COLUMN extension TEXT;
