-- Whether an invitation went to the mailbox that the catalogue lists for the structure, and to
-- nobody else: then its code proves that who brings it is of the structure.
ALTER TABLE census_invitation ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;

-- Links by which who was written to refuses, or takes that back: of each code only a hash is kept,
-- and of the mailbox too.
CREATE TABLE refusal_code (
  hash TEXT PRIMARY KEY,
  type TEXT NOT NULL,          -- and id: of the record that the mail was about
  id TEXT NOT NULL,
  address TEXT NOT NULL,       -- hash of the mailbox
  expires_at INTEGER NOT NULL  -- seconds since 1970
) WITHOUT ROWID;

CREATE INDEX refusal_code_expires_at ON refusal_code (expires_at);

-- Mailboxes that want no more mail of what they did not ask for. A hash alone: so that it can be
-- kept for as long as it is to be heeded.
CREATE TABLE unwanted_mail (
  address TEXT PRIMARY KEY,
  since INTEGER NOT NULL
) WITHOUT ROWID;
