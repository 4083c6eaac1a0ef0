-- The oldest lines of the log go.
CREATE INDEX audit_at ON audit (at);
