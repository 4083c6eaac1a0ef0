-- What an edit began with, for each field that it changes: JSON, null for one that was empty. What
-- two people wrote of a text is laid together over it.
ALTER TABLE entry ADD COLUMN base TEXT;
