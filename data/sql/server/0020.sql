-- Corrections of the catalogue that wait for an answer.
CREATE INDEX record_correction_asked ON record (json_extract (doc, '$.asked_at'))
  WHERE type = 'correction' AND json_extract (doc, '$.state') = 'asked';
