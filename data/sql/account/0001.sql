-- What one account did and the server did not yet take up: only this machine has it. The cache
-- beside it, private.db, has the schema of every cache.

-- "client": the UUID of this installation for this account. "last-n": number of the last mutation
-- that was handed out. "touched": counts the changes of entries.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES ('last-n', 0), ('touched', 0);

-- For whom he acts, as the server last said: asked when he acts without a line.
CREATE TABLE membership (
  organisation TEXT PRIMARY KEY, -- '' for the account itself
  roles INTEGER NOT NULL
) WITHOUT ROWID;

-- The outbox: acts in their order, until 30 days after the server took them up.
CREATE TABLE entry (
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  origin TEXT, -- the id it had before it was told anew
  n INTEGER UNIQUE, -- given when it is first handed out: what is discarded before leaves no gap
  organisation TEXT, -- for which he acts; NULL for himself
  type TEXT NOT NULL,
  target TEXT NOT NULL,
  op TEXT NOT NULL,
  body TEXT NOT NULL, -- JSON of the mutation; its id and n are those of the row
  version INTEGER NOT NULL, -- of the type's table of fields
  state INTEGER NOT NULL,
  sent INTEGER NOT NULL DEFAULT 0, -- it may have reached the server
  rev INTEGER NOT NULL DEFAULT 0, -- that it made
  shown INTEGER NOT NULL DEFAULT 1, -- it is laid over the record that is held
  scope TEXT,
  title TEXT,
  created_at INTEGER NOT NULL, -- milliseconds since 1970
  since INTEGER NOT NULL, -- of its state, likewise
  code TEXT, -- why it was refused
  arguments TEXT NOT NULL DEFAULT '[]',
  conflicts TEXT, -- JSON, as the server told them
  touched INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX entry_by_record ON entry (target, type, place);
CREATE INDEX entry_by_state ON entry (state, place);
CREATE INDEX entry_by_touched ON entry (touched);
CREATE INDEX entry_by_origin ON entry (origin) WHERE origin IS NOT NULL;
CREATE TRIGGER entry_made AFTER INSERT ON entry BEGIN
  UPDATE meta SET value = value + 1 WHERE name = 'touched';
  UPDATE entry SET touched = (SELECT value FROM meta WHERE name = 'touched')
  WHERE place = new.place;
END;
CREATE TRIGGER entry_changed
AFTER UPDATE OF place, id, n, body, state, sent, rev, shown, since, code ON entry BEGIN
  UPDATE meta SET value = value + 1 WHERE name = 'touched';
  UPDATE entry SET touched = (SELECT value FROM meta WHERE name = 'touched')
  WHERE place = new.place;
END;

-- What is being written: the record as its author has it, and as it was when he began.
CREATE TABLE draft (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  organisation TEXT NOT NULL, -- '' for himself
  base_rev INTEGER NOT NULL,
  base TEXT, -- JSON; NULL for one that is new
  doc TEXT NOT NULL, -- JSON
  title TEXT,
  changed_at INTEGER NOT NULL, -- milliseconds since 1970
  discarded_at INTEGER, -- kept 30 days, to be undone
  PRIMARY KEY (type, id, organisation)
) WITHOUT ROWID;
