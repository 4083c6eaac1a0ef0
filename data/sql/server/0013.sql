-- The charters that end, whose managers are told before and after.
CREATE INDEX record_charter ON record (type, json_extract (doc, '$.charter[0].until'))
  WHERE type = 'listing';
