-- For servers only: the embedded engine has neither users nor roles. Can be run again at any time.
--
-- Give the role to people and dashboards: GRANT faultline_reader TO someone. It reads Faultline's
-- database and nothing else, cannot change data or these limits, and a question that is too large fails
-- instead of slowing the others.

CREATE SETTINGS PROFILE OR REPLACE faultline_reader {on_cluster}
SETTINGS
  readonly = 2 CONST,
  max_execution_time = 30 CONST,
  max_rows_to_read = 5000000000 CONST,
  max_result_rows = 1000000 CONST,
  result_overflow_mode = 'throw' CONST,
  max_memory_usage = 4000000000 CONST,
  max_concurrent_queries_for_user = 8 CONST;

CREATE ROLE IF NOT EXISTS faultline_reader {on_cluster};

ALTER ROLE faultline_reader {on_cluster} SETTINGS PROFILE 'faultline_reader';

GRANT {on_cluster} SELECT ON {database}.* TO faultline_reader;
