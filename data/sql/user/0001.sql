-- What the user does. No file of the cache names it, and it outlives them all.

-- The structures looked at, by the ids that are the same in every cache.
CREATE TABLE seen (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL -- counts the looks: clocks go back
) WITHOUT ROWID;
CREATE INDEX seen_by_at ON seen (at);
