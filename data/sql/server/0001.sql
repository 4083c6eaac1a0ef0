-- The server's records. One row each: a write moves it to the end of the feed, a deletion leaves
-- it without a document (a tombstone) so that those who hold it are told.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value NOT NULL
) WITHOUT ROWID;

CREATE TABLE record (
  key INTEGER PRIMARY KEY AUTOINCREMENT, -- what the search index calls it by: never used again
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  scope TEXT NOT NULL,
  rev INTEGER NOT NULL,
  seq INTEGER NOT NULL UNIQUE,
  changed_at INTEGER NOT NULL, -- seconds since 1970
  doc TEXT,                    -- NULL: deleted
  UNIQUE (type, id)
);

-- A page of the feed.
CREATE INDEX record_feed ON record (scope, seq, type);

-- The fields that imports and references look up. The type leads: an index on an expression alone
-- is not taken for a range.
CREATE INDEX record_siret ON record (type, json_extract (doc, '$.siret'));
CREATE INDEX record_external_id ON record (type, json_extract (doc, '$.external_id'));
CREATE INDEX record_supplier ON record (type, json_extract (doc, '$.supplier'));
CREATE INDEX record_list ON record (type, json_extract (doc, '$.list'));
