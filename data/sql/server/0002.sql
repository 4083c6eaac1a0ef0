-- A page of the feed, and its end, of one type that is rare among the others.
CREATE INDEX record_type_feed ON record (scope, type, seq);
