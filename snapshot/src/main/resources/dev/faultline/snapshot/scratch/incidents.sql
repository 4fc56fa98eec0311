ALTER TABLE {database}.incident_revisions
  ADD COLUMN position UInt64 COMMENT 'Offset of the revision in the topic of incidents: incidents_through of a resilience row counts by it.' AFTER modified_at;

ALTER TABLE {database}.incident_revisions
  MODIFY COLUMN _offset UInt64 DEFAULT position;
