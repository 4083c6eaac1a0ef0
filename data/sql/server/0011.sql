-- Who signs in at an OpenID provider: what it calls him, and the account that is his.
CREATE TABLE identity (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES account (id),
  linked_at INTEGER NOT NULL, -- here and below: seconds since 1970
  PRIMARY KEY (issuer, subject),
  UNIQUE (account, issuer)
) WITHOUT ROWID;

-- Sign-ins there that were begun, for some minutes. Once it is proved who it is, and his account is
-- to be made or linked yet, the last columns tell.
CREATE TABLE oidc_start (
  state_hash TEXT PRIMARY KEY,
  challenge TEXT NOT NULL, -- of the client that began
  redirect_uri TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  spent INTEGER NOT NULL,
  issuer TEXT,
  subject TEXT,
  address TEXT,
  name TEXT
) WITHOUT ROWID;

CREATE INDEX oidc_start_expires_at ON oidc_start (expires_at);
