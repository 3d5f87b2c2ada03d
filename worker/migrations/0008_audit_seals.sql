-- A chain of hashes over the events, made after the fact: nobody who writes an event waits for the one
-- before. `hash` is that of the seal before, the time and the events after it up to `last_id`
-- (shared/protocol/audit.ts); `count` is how many these are.
CREATE TABLE seals (
  last_id INTEGER NOT NULL PRIMARY KEY,
  count INTEGER NOT NULL,
  hash TEXT NOT NULL,
  sealed_at TEXT NOT NULL
) WITHOUT ROWID;
