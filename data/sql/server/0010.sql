-- When an account was last used, and from when on it is to be erased: its owner closed it, or was
-- told that nobody uses it. NULL: it stays.
ALTER TABLE account ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN erase_at INTEGER;
UPDATE account SET seen_at = unixepoch ();

-- Whose record it was about, so that an organisation can be told what was done for it.
ALTER TABLE audit ADD COLUMN scope TEXT;

CREATE INDEX audit_scope ON audit (scope, at);
