-- Whether a network censused a structure already, asked before each entry more.
CREATE INDEX record_census_identity ON record (scope, json_extract (doc, '$.identity'))
  WHERE type = 'census_entry' AND doc IS NOT NULL;
