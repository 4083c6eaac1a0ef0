-- Who signs in. Of passwords, tokens and codes only hashes are kept; of those who try, a count.
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  address TEXT NOT NULL UNIQUE, -- of mail, in small letters
  name TEXT NOT NULL,
  kind TEXT NOT NULL,           -- supplier, buyer, partner, individual
  role TEXT NOT NULL,           -- on the platform: member, animator, moderator, administrator
  locale TEXT NOT NULL,
  password TEXT NOT NULL,       -- Argon2id, with its salt and cost
  state TEXT NOT NULL,          -- unconfirmed, active, closed
  created_at INTEGER NOT NULL   -- here and below: seconds since 1970
) WITHOUT ROWID;

-- One sign-in, with all the tokens that follow one another in it.
CREATE TABLE session (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  client TEXT NOT NULL,         -- the name it gives itself
  created_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  access_hash TEXT NOT NULL UNIQUE,
  access_until INTEGER NOT NULL,
  generation INTEGER NOT NULL,  -- of the newest refresh token
  previous INTEGER NOT NULL,    -- the one it was given for: good again while its answer may be lost
  confirmed INTEGER NOT NULL    -- the newest tokens were used: their answer arrived
) WITHOUT ROWID;

CREATE INDEX session_account ON session (account);

-- All refresh tokens of a session, spent ones too: who brings one of those has stolen it, or was
-- stolen from.
CREATE TABLE refresh (
  hash TEXT PRIMARY KEY,
  session TEXT NOT NULL REFERENCES session (id),
  generation INTEGER NOT NULL
) WITHOUT ROWID;

-- One for a purpose and an address, of which the hash stands here: those without an account have
-- one too, so that nobody can tell them apart.
CREATE TABLE code (
  purpose TEXT NOT NULL,
  address_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (purpose, address_hash)
) WITHOUT ROWID;

CREATE TABLE attempt (
  key INTEGER PRIMARY KEY,
  subject TEXT NOT NULL, -- what is tried, and the hash of an address of mail or one of the network
  at INTEGER NOT NULL
);

CREATE INDEX attempt_subject ON attempt (subject, at);

CREATE TABLE audit (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  account TEXT NOT NULL,
  session TEXT, -- NULL: not signed in
  client TEXT NOT NULL,
  act TEXT NOT NULL,
  detail TEXT NOT NULL -- the fields that changed, or the session that ended
);

CREATE INDEX audit_account ON audit (account, at);
