-- Codes that let somebody into an organisation: of each only a hash is kept.
CREATE TABLE invitation (
  hash TEXT PRIMARY KEY,
  organisation TEXT NOT NULL,
  role TEXT NOT NULL,
  invited_by TEXT NOT NULL,    -- account: while it manages the organisation, the code is good
  expires_at INTEGER NOT NULL, -- seconds since 1970
  used_by TEXT                 -- account; NULL: nobody yet
) WITHOUT ROWID;

CREATE INDEX invitation_expires_at ON invitation (expires_at);

-- Requests to join that wait for an answer.
CREATE INDEX record_join_asked ON record (json_extract (doc, '$.asked_at'))
  WHERE type = 'join_request' AND json_extract (doc, '$.state') = 'asked';
