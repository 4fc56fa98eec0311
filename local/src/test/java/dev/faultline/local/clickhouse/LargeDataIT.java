package dev.faultline.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.faultline.local.EmbeddedClickHouse;
import dev.faultline.local.ProcessMemory;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Ten million rows each way. This JVM's heap (see the module's pom) would not hold them, and the
 * engine's process must not grow with them.
 */
class LargeDataIT {

  private static final int ROWS = 10_000_000;
  private static final int ROW_BYTES = 16;

  /** What the engine's process may hold at most while the rows pass; they are 160 MB in all. */
  private static final long LIMIT_MIB = 900;

  private static EmbeddedClickHouse clickhouse;

  @BeforeAll
  static void start() throws Exception {
    clickhouse = EmbeddedClickHouse.start(false);
  }

  @AfterAll
  static void stop() throws Exception {
    clickhouse.close();
  }

  @Test
  void streamsOutThroughTheDriver() throws Exception {
    long begun = System.nanoTime();
    long peak = 0;
    long sum = 0;
    int count = 0;
    try (Connection connection = clickhouse.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT number, number / 3 AS share, toString(number % 1000) AS provider"
                    + " FROM numbers("
                    + ROWS
                    + ")")) {
      while (rows.next()) {
        sum += rows.getLong(1);
        assertThat(rows.getString(3)).isNotNull();
        if (++count % 1_000_000 == 0) {
          peak = Math.max(peak, ProcessMemory.residentMib(clickhouse.pid()));
        }
      }
    }
    report("select", begun, peak);

    assertThat(count).isEqualTo(ROWS);
    assertThat(sum).isEqualTo((long) ROWS * (ROWS - 1) / 2);
    assertThat(peak).isLessThan(LIMIT_MIB);
  }

  @Test
  void streamsInThroughTheDriversClient() throws Exception {
    clickhouse.query("CREATE TABLE large (n UInt64, x Float64) ENGINE = MergeTree ORDER BY n");
    long begun = System.nanoTime();
    try (Client client =
            new Client.Builder()
                .addEndpoint(clickhouse.url())
                .setUsername("default")
                .setPassword("")
                .compressClientRequest(true)
                .build();
        InsertResponse response =
            client
                .insert(
                    "large",
                    LargeDataIT::writeRows,
                    ClickHouseFormat.RowBinary,
                    new InsertSettings())
                .get()) {
      assertThat(response.getWrittenRows()).isEqualTo(ROWS);
    }
    long peak = ProcessMemory.residentMib(clickhouse.pid());
    report("insert", begun, peak);

    assertThat(clickhouse.query("SELECT count(), sum(n), sum(x) FROM large"))
        .isEqualTo(ROWS + "\t" + (long) ROWS * (ROWS - 1) / 2 + "\t" + ROWS / 2);
    assertThat(peak).isLessThan(LIMIT_MIB);
  }

  @Test
  void batchesOfPreparedStatementsArriveWhole() throws Exception {
    int batches = 3;
    int size = 100_000;
    clickhouse.query("CREATE TABLE batches (n UInt64, s String) ENGINE = MergeTree ORDER BY n");
    long begun = System.nanoTime();
    try (Connection connection = clickhouse.connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO batches (n, s) VALUES (?, ?)")) {
      for (int batch = 0; batch < batches; batch++) {
        for (int i = 0; i < size; i++) {
          insert.setLong(1, (long) batch * size + i);
          insert.setString(2, "provider-" + i % 50);
          insert.addBatch();
        }
        assertThat(insert.executeBatch()).hasSize(size);
      }
    }
    System.out.printf(
        "prepared batches: %,d rows/s%n",
        batches * size * 1_000_000_000L / (System.nanoTime() - begun));

    assertThat(clickhouse.query("SELECT count(), uniqExact(n), uniqExact(s) FROM batches"))
        .isEqualTo("300000\t300000\t50");
  }

  private static void writeRows(OutputStream out) throws java.io.IOException {
    int rowsAtOnce = 4096;
    ByteBuffer rows = ByteBuffer.allocate(rowsAtOnce * ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long n = 0; n < ROWS; n++) {
      rows.putLong(n).putDouble(n % 2);
      if (!rows.hasRemaining() || n == ROWS - 1) {
        out.write(rows.array(), 0, rows.position());
        rows.clear();
      }
    }
    out.close();
  }

  private static void report(String what, long begun, long peak) {
    long nanos = System.nanoTime() - begun;
    System.out.printf(
        "%s: %,d rows/s, the engine's process at most %d MiB%n",
        what, ROWS * 1_000_000_000L / nanos, peak);
  }
}
