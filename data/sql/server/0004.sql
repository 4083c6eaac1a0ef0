-- What users write. Which part of a record was written when and by whom; the lines are JSON.
CREATE TABLE revision (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  lines TEXT NOT NULL,
  PRIMARY KEY (type, id)
) WITHOUT ROWID;

-- What a deleted record was, for as long as it can be restored.
CREATE TABLE deleted (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  doc TEXT NOT NULL,
  deleted_at INTEGER NOT NULL, -- seconds since 1970
  PRIMARY KEY (type, id)
) WITHOUT ROWID;

-- How far each installation got. For ever: nothing up to here is applied again.
CREATE TABLE client (
  account TEXT NOT NULL,
  client TEXT NOT NULL,
  last_n INTEGER NOT NULL,
  PRIMARY KEY (account, client)
) WITHOUT ROWID;

-- What was answered, refusals too.
CREATE TABLE mutation (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  client TEXT NOT NULL,
  n INTEGER NOT NULL,
  body_hash TEXT NOT NULL,
  answer TEXT NOT NULL, -- JSON
  answered_at INTEGER NOT NULL,
  UNIQUE (account, client, n)
) WITHOUT ROWID;

CREATE INDEX mutation_answered_at ON mutation (answered_at);
