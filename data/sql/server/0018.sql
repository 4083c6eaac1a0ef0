-- What structures of the catalogue are compared by: two that share a key may be one.
CREATE TABLE likeness (
  key TEXT NOT NULL,
  supplier TEXT NOT NULL,
  PRIMARY KEY (key, supplier)
) WITHOUT ROWID;

CREATE INDEX likeness_supplier ON likeness (supplier);

-- The pairs that a structure is one of.
CREATE INDEX record_duplicate_first ON record (json_extract (doc, '$.first'))
  WHERE type = 'duplicate';
CREATE INDEX record_duplicate_second ON record (json_extract (doc, '$.second'))
  WHERE type = 'duplicate';
