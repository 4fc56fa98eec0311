package dev.faultline.bench.sink;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/** The sink beside a bare batch insert of the same rows into a table of the same kind. */
public final class SinkBench {

  private static final int ROWS = 5_000_000;
  private static final int QUICK_ROWS = 600_000;

  private SinkBench() {}

  /** Runs both and prints rates and their ratio. */
  public static void run(boolean json, boolean quick) throws Exception {
    int count = quick ? QUICK_ROWS : ROWS;
    try (LandingStack stack = LandingStack.start()) {
      progress("publishing %,d index rows", count);
      stack.publish(new IndexRows(), count);
      SinkRun.Result sink = new SinkRun(stack).run(count);
      double bytes = bytesPerRow(stack);
      progress(
          "sink: %,.0f rows/s over %.1f s; processor time a row: %.1f µs here with the broker,"
              + " %.1f µs in the engine; %.2f inserts at a time, of %,.0f rows; %.1f bytes a row on"
              + " disk",
          sink.rate(),
          sink.seconds(),
          sink.sinkMicros(),
          sink.engineMicros(),
          sink.inserting(),
          sink.batchRows(),
          bytes);
      double jdbc =
          new JdbcBatch(stack.clickHouse())
              .rate(new IndexRows(), Duration.ofSeconds(quick ? 3 : 15));
      progress("bare JDBC batch: %,.0f rows/s", jdbc);
      System.out.println(text(json, sink, jdbc, bytes));
    }
  }

  private static String text(boolean json, SinkRun.Result sink, double jdbc, double bytes) {
    double ratio = sink.rate() / jdbc;
    return json
        ? String.format(
            Locale.ROOT,
            "{\"ratios\": {\"sink_vs_jdbc_batch\": %.3f}, \"runs\": [{\"run\": \"sink\","
                + " \"rows_per_s\": %.0f, \"seconds\": %.1f, \"cpu_us\": %.2f, \"engine_cpu_us\":"
                + " %.2f, \"bytes_per_row\": %.1f}, {\"run\": \"jdbc_batch\", \"rows_per_s\":"
                + " %.0f}]}",
            ratio,
            sink.rate(),
            sink.seconds(),
            sink.sinkMicros(),
            sink.engineMicros(),
            bytes,
            jdbc)
        : String.format(
            Locale.ROOT,
            "%,.0f rows/s landed, %.2f times a bare JDBC batch (%,.0f rows/s); %.1f bytes a row",
            sink.rate(),
            ratio,
            jdbc,
            bytes);
  }

  /** Projections included; parts that merges have not joined yet too. */
  private static double bytesPerRow(LandingStack stack) throws SQLException {
    try (Connection connection = stack.clickHouse().connect(Duration.ofMinutes(1));
        Statement statement = connection.createStatement();
        ResultSet size =
            statement.executeQuery(
                "SELECT sum(bytes_on_disk) / sum(rows) FROM system.parts WHERE active AND database"
                    + " = currentDatabase() AND table = 'decentralization'")) {
      size.next();
      return size.getDouble(1);
    }
  }

  private static void progress(String format, Object... values) {
    System.err.printf(Locale.ROOT, "bench: " + format + "%n", values);
  }
}
