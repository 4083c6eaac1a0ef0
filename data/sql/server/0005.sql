-- The oldest tokens of a session go when it renews them.
CREATE INDEX refresh_session ON refresh (session, generation);
