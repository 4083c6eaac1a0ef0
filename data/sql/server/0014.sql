-- Codes that invite whom a network censused: of each only a hash is kept.
CREATE TABLE census_invitation (
  hash TEXT PRIMARY KEY,
  entry TEXT NOT NULL,         -- id of a census_entry
  expires_at INTEGER NOT NULL, -- seconds since 1970
  used_by TEXT                 -- an account
) WITHOUT ROWID;

CREATE INDEX census_invitation_entry ON census_invitation (entry);

-- Who is not to be written to, whichever network finds him.
CREATE INDEX record_census_refused ON record (lower (json_extract (doc, '$.email')))
  WHERE type = 'census_entry' AND json_extract (doc, '$.state') = 'refused';
