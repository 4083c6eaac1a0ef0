-- Links by which a client says a word of a structure, and takes it back: of each code only a hash
-- is kept.
CREATE TABLE word_code (
  hash TEXT PRIMARY KEY,
  word TEXT NOT NULL UNIQUE,  -- id of a client_word
  expires_at INTEGER NOT NULL -- seconds since 1970: of one that nobody answered
) WITHOUT ROWID;
