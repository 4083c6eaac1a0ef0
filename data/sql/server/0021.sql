-- How often the page of a structure was looked at: counted by month and kind of visitor, so that
-- nobody can tell who looked.
CREATE TABLE look (
  supplier TEXT NOT NULL,
  month TEXT NOT NULL, -- YYYY-MM
  visitor TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (supplier, month, visitor)
) WITHOUT ROWID;
CREATE INDEX look_month ON look (month);

-- Of which structures there are counts, and when its organisation was told of them.
CREATE TABLE looked (
  supplier TEXT PRIMARY KEY,
  changed INTEGER NOT NULL, -- since then
  told_at INTEGER NOT NULL -- seconds since 1970; 0: never
) WITHOUT ROWID;
CREATE INDEX looked_changed ON looked (told_at) WHERE changed = 1;

-- What applications sent already: an id that each draws by chance for one request, and nothing of
-- who sent it.
CREATE TABLE look_batch (
  id TEXT PRIMARY KEY,
  taken_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX look_batch_taken ON look_batch (taken_at);
