package dev.faultline.bench.queries;

import dev.faultline.sql.ClickHouse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;

/** Tables filled inside the engine, as if the rows had landed minute by minute. */
final class History {

  /** Rows of an instant in the largest table. */
  static final int ROWS_OF_INSTANT = 648;

  /** About what lands in one go when a long backlog is worked off, and the block of an insert. */
  private static final long INSTANTS_AT_ONCE = 1_440;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private History() {}

  /**
   * Fills empty tables.
   *
   * @param rows of decentralization, about
   * @param observations how many
   */
  static void fill(ClickHouse clickHouse, long rows, long observations)
      throws SQLException, IOException {
    long instants = rows / ROWS_OF_INSTANT;
    for (long first = 0; first < instants; first += INSTANTS_AT_ONCE) {
      long last = Math.min(instants, first + INSTANTS_AT_ONCE);
      run(
          clickHouse,
          script("history.sql")
              .replace("{first}", Long.toString(first))
              .replace("{last}", Long.toString(last)));
    }
    run(clickHouse, script("events.sql").replace("{observations}", Long.toString(observations)));
  }

  private static void run(ClickHouse clickHouse, String script) throws SQLException {
    try (Connection connection = clickHouse.connect(PATIENCE);
        Statement statement = connection.createStatement()) {
      for (String sql :
          Arrays.stream(script.split(";\n"))
              .map(String::strip)
              .filter(s -> !s.isEmpty())
              .toList()) {
        statement.execute(sql);
      }
    }
  }

  private static String script(String name) throws IOException {
    try (InputStream in = History.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
