-- Which records let all who belong to an organisation see a scope: who joins it later does too.
CREATE TABLE access_through (
  organisation TEXT NOT NULL,
  type TEXT NOT NULL, -- and id: of the record that says so
  id TEXT NOT NULL,
  PRIMARY KEY (organisation, type, id)
) WITHOUT ROWID;

CREATE INDEX access_through_source ON access_through (type, id);

-- Codes that let structures in to a workshop, told in the room: of each only a hash is kept.
CREATE TABLE workshop_code (
  hash TEXT PRIMARY KEY,
  workshop TEXT NOT NULL,
  good_from INTEGER NOT NULL,  -- seconds since 1970
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX workshop_code_workshop ON workshop_code (workshop);
