-- That the pages of structures were looked at, until the platform has counted it and for the day
-- after, so that who looks again in a day counts once.
CREATE TABLE look (
  supplier TEXT NOT NULL,
  day TEXT NOT NULL, -- YYYY-MM-DD, of this computer
  account TEXT NOT NULL, -- '' of nobody who is signed in
  organisation TEXT NOT NULL, -- '' for himself
  batch TEXT, -- id of the request that it goes with, however often that is sent
  sent INTEGER NOT NULL DEFAULT 0, -- it is counted
  PRIMARY KEY (supplier, day, account)
) WITHOUT ROWID;
CREATE INDEX look_unsent ON look (account, organisation) WHERE sent = 0;
