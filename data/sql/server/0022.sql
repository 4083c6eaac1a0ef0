-- Listings that are offered, and wait for an answer.
CREATE INDEX record_handover_offered ON record (json_extract (doc, '$.asked_at'))
  WHERE type = 'handover' AND json_extract (doc, '$.state') = 'offered';
