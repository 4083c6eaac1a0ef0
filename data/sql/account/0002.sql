-- What is discarded can be taken back, with all that went with it.
ALTER TABLE entry ADD COLUMN was INTEGER; -- the state that it had
ALTER TABLE entry ADD COLUMN discarded_with TEXT; -- id of the one that the user discarded
CREATE INDEX entry_by_discarding ON entry (discarded_with) WHERE discarded_with IS NOT NULL;

-- What was handed out, or is offered again, goes first.
CREATE INDEX entry_to_send ON entry (n) WHERE n IS NOT NULL AND state IN (0, 1);
