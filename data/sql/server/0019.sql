-- Whether a network censused a structure already, asked before each entry more.
CREATE INDEX record_census_identity ON record (scope, json_extract (doc, '$.identity'))
  WHERE type = 'census_entry' AND doc IS NOT NULL;

-- Who was invited and is to be reminded.
CREATE INDEX record_census_invited ON record (json_extract (doc, '$.invited_at'))
  WHERE type = 'census_entry' AND json_extract (doc, '$.state') = 'invited';
