-- Codes that prove that somebody is of a structure: of each only a hash is kept.
CREATE TABLE claim_code (
  claim TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  expires_at INTEGER NOT NULL, -- seconds since 1970
  tries INTEGER NOT NULL       -- wrong ones, since it was made
) WITHOUT ROWID;

CREATE INDEX claim_code_expires_at ON claim_code (expires_at);

-- Claims that wait for an answer, and for their code.
CREATE INDEX record_claim_asked ON record (json_extract (doc, '$.asked_at'))
  WHERE type = 'claim' AND json_extract (doc, '$.state') = 'asked';
CREATE INDEX record_claim_sent ON record (json_extract (doc, '$.asked_at'))
  WHERE type = 'claim' AND json_extract (doc, '$.state') = 'sent';

-- The structures that were given to an organisation.
CREATE INDEX record_organisation ON record (type, json_extract (doc, '$.organisation'));
