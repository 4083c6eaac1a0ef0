-- Who sees what: derived from the records that say so, in the transaction that writes them. Those
-- of the type 'account' are set by who keeps the server.
CREATE TABLE access_grant (
  account TEXT NOT NULL,
  scope TEXT NOT NULL,
  type TEXT NOT NULL,      -- and id: of the record that says so
  id TEXT NOT NULL,
  roles INTEGER NOT NULL,
  PRIMARY KEY (account, scope, type, id)
) WITHOUT ROWID;

CREATE INDEX access_grant_source ON access_grant (type, id);

-- What an account came to see, and what it no longer sees.
CREATE TABLE access_log (
  account TEXT NOT NULL,
  version INTEGER NOT NULL, -- counted from 1, for each account
  scope TEXT NOT NULL,
  gained INTEGER NOT NULL,  -- 0: lost
  PRIMARY KEY (account, version)
) WITHOUT ROWID;

-- The scopes that a record left, for those who hold it by one of them.
CREATE TABLE moved (
  scope TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  changed_at INTEGER NOT NULL, -- seconds since 1970
  PRIMARY KEY (scope, type, id)
) WITHOUT ROWID;

CREATE INDEX moved_feed ON moved (scope, seq);
