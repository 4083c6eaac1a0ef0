-- What each mutation that was applied put in place of what, in a record of a type that keeps it.
CREATE TABLE history (
  key INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,   -- of the record, since then
  at INTEGER NOT NULL,    -- seconds since 1970
  account TEXT NOT NULL,
  op TEXT NOT NULL,
  size INTEGER NOT NULL,  -- bytes that it counts for, of those that a record may have
  parts TEXT NOT NULL     -- JSON, [{"path", "before", "after"}]
);

CREATE INDEX history_record ON history (type, id, rev, size);
CREATE INDEX history_account ON history (account);
CREATE INDEX history_at ON history (at);

-- The attachments that it took out of the record: they are kept for as long.
CREATE TABLE history_blob (
  entry INTEGER NOT NULL REFERENCES history (key) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  media_type TEXT NOT NULL,
  PRIMARY KEY (entry, hash)
) WITHOUT ROWID;

CREATE INDEX history_blob_hash ON history_blob (hash);
