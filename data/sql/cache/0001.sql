-- Every synced record, of whatever type. What a type wants indexed is not said here but in its
-- table of fields; sol_store_derive() makes those indexes.
CREATE TABLE record (
  key INTEGER PRIMARY KEY, -- the local_seq of its first write: never given again
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  scope TEXT NOT NULL,
  rev INTEGER NOT NULL,
  seq INTEGER NOT NULL, -- its place in the server's feed
  local_seq INTEGER NOT NULL, -- its place among the writes of this file, for the search index
  generation INTEGER NOT NULL, -- the snapshot that last named it; the end of one sweeps older ones
  sort_key TEXT NOT NULL, -- the title in French order: COLLATE NOCASE sorts "É" after "Z"
  doc TEXT NOT NULL, -- JSON as the server wrote it, with the fields of newer versions
  UNIQUE (type, id)
);
CREATE INDEX record_by_scope ON record (scope) WHERE scope <> 'public';
CREATE INDEX record_by_local_seq ON record (local_seq);

-- What was deleted: its rev, so that an older line does not bring it back, and its key, which the
-- search index must forget. A record that comes back has a new key.
CREATE TABLE tombstone (
  key INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  local_seq INTEGER NOT NULL
);
CREATE INDEX tombstone_by_id ON tombstone (type, id);
CREATE INDEX tombstone_by_local_seq ON tombstone (local_seq);

-- Where the feed was left. A cursor is opaque: kept and sent back, never read.
CREATE TABLE cursor (
  stream TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- What the program notes of the cache; the names that begin with "store:" are the store's own.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES
  ('store:id', lower (hex (randomblob (16)))),
  ('store:local-seq', 0),
  ('store:generation', 0);
