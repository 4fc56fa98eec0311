#!/bin/bash
# The one user and its password from the variables of ClickHouse's own image.
set -e
file="${CLICKHOUSE_PASSWORD_FILE:-}"
if [[ -z $file && -n ${CLICKHOUSE_PASSWORD:-} ]]; then
  file=/tmp/password
  (umask 077 && printf '%s' "$CLICKHOUSE_PASSWORD" >"$file")
fi
# requests name the service; a server asks nobody for that
exec java -Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1 -Xss4m \
  -cp '/opt/faultline/classes:/opt/faultline/lib/*' \
  dev.faultline.local.clickhouse.ClickHouseMain --data /var/lib/clickhouse/engine \
  --host 0.0.0.0 --port 8123 --user "${CLICKHOUSE_USER:-default}" ${file:+--password-file "$file"} \
  --allow-host "${CLICKHOUSE_HOST_NAME:-clickhouse}" --allow-host "$(hostname)"
