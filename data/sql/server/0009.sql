
-- Attachments that were sent, or are being sent, by whoever acts: each owner's own, so that a hash
-- proves nothing of another's. The files lie beside the database.
CREATE TABLE upload (
  owner TEXT NOT NULL,         -- a scope: org:ID, or user:ID
  hash TEXT NOT NULL,
  account TEXT NOT NULL,       -- who sends it: it counts among his
  size INTEGER NOT NULL,       -- bytes, as he says
  type TEXT NOT NULL,          -- of media: as he says; once it is whole, as the bytes say
  at INTEGER NOT NULL,         -- bytes that are on the disk
  state INTEGER NOT NULL,      -- of SolUploadState
  reason TEXT,                 -- why it was refused
  touched_at INTEGER NOT NULL, -- seconds since 1970: the last part, or when a record let go of it
  PRIMARY KEY (owner, hash)
) WITHOUT ROWID;

CREATE INDEX upload_account ON upload (account);
CREATE INDEX upload_hash ON upload (hash);
CREATE INDEX upload_touched_at ON upload (touched_at);

-- What is shown of a picture that was sent: drawn anew, at most so many pixels wide or high.
CREATE TABLE shown (
  hash TEXT NOT NULL, -- of what was sent
  side INTEGER NOT NULL,
  shown TEXT NOT NULL, -- hash of what is shown
  PRIMARY KEY (hash, side)
) WITHOUT ROWID;

-- Which records name an attachment, those among them that can be restored.
CREATE TABLE blob_use (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (type, id, hash)
) WITHOUT ROWID;

CREATE INDEX blob_use_hash ON blob_use (hash);
