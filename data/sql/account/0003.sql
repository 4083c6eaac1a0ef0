
-- Files that he attached: each lies beside this one, in "blobs", by its hash, before an entry names
-- it. A mutation that names one waits until the server has it.
CREATE TABLE attachment (
  hash TEXT NOT NULL,
  organisation TEXT NOT NULL, -- for which it is sent; '' for himself
  name TEXT NOT NULL,
  type TEXT NOT NULL, -- of media
  size INTEGER NOT NULL,
  sent INTEGER NOT NULL DEFAULT 0, -- the server has it, or refused it
  created_at INTEGER NOT NULL, -- milliseconds since 1970
  PRIMARY KEY (hash, organisation)
) WITHOUT ROWID;
CREATE INDEX attachment_unsent ON attachment (hash) WHERE sent = 0;
