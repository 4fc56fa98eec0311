package dev.faultline.cli.metrics;

import dev.faultline.sql.ClickHouse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the tables tell: how far each population is published, and what was refused. */
final class TableReading implements Reading {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** A population or a kind of refusal more costs a scraper a series; the rest is one of these. */
  private static final int MOST_SERIES = 200;

  private static final String POPULATIONS =
      """
      SELECT network, layer, toUnixTimestamp64Milli(at) / 1000 AS newest FROM populations
      ORDER BY newest DESC, network, layer LIMIT %d
      """
          .formatted(MOST_SERIES);

  private static final String DEAD_LETTERS =
      """
      SELECT if(place <= %1$d, stage, 'other') AS stage, if(place <= %1$d, field, 'other') AS field,
             sum(letters) AS letters
      FROM
      (
        SELECT stage, ifNull(field, '') AS field, count() AS letters,
               row_number() OVER (ORDER BY letters DESC, stage, field) AS place
        FROM dead_letters FINAL
        GROUP BY stage, field
      )
      GROUP BY stage, field
      """
          .formatted(MOST_SERIES);

  private final ClickHouse clickHouse;
  private final MultiGauge closed;
  private final MultiGauge deadLetters;

  TableReading(ClickHouse clickHouse, MeterRegistry registry) {
    this.clickHouse = clickHouse;
    this.closed =
        MultiGauge.builder("faultline.population.closed.timestamp")
            .description(
                "Newest instant of a population whose index is published, in seconds of Unix time;"
                    + " of the 200 newest populations.")
            .baseUnit("seconds")
            .register(registry);
    this.deadLetters =
        MultiGauge.builder("faultline.dead.letters")
            .description(
                "Records in the dead letters, by the stage that refused them and the field that was"
                    + " wrong; empty if it was the whole.")
            .register(registry);
  }

  @Override
  public void read() throws SQLException {
    try (Connection connection = clickHouse.connect(TIMEOUT);
        Statement statement = connection.createStatement()) {
      closed.register(rows(statement, POPULATIONS, "network", "layer"), true);
      deadLetters.register(rows(statement, DEAD_LETTERS, "stage", "field"), true);
    }
  }

  private static List<Row<?>> rows(
      Statement statement, String query, String firstTag, String secondTag) throws SQLException {
    List<Row<?>> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        rows.add(
            Row.of(
                Tags.of(firstTag, row.getString(1), secondTag, row.getString(2)),
                row.getDouble(3)));
      }
    }
    return rows;
  }

  @Override
  public void forget() {
    closed.register(List.of(), true);
    deadLetters.register(List.of(), true);
  }

  @Override
  public void close() {
    // connects anew for each reading
  }
}
