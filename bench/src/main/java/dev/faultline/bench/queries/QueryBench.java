package dev.faultline.bench.queries;

import com.clickhouse.client.api.Client;
import com.clickhouse.jdbc.ConnectionImpl;
import dev.faultline.local.TemporaryEngine;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.migrate.Migrator;
import dev.faultline.sql.query.NamedQueries;
import dev.faultline.sql.query.NamedQuery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every named query and every view of the newest rows, over a long history. */
public final class QueryBench {

  private static final long ROWS = 100_000_000;
  private static final long QUICK_ROWS = 5_000_000;
  private static final int NAMED_MILLIS = 100;
  private static final int LATEST_MILLIS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What questions without defaults are asked of. */
  private static final Map<String, String> ASKED = Map.of("network", "network-3");

  private QueryBench() {}

  /** Fills tables, asks everything and prints times and rows read. */
  public static void run(boolean json, boolean quick) throws Exception {
    try (TemporaryEngine engine = TemporaryEngine.start()) {
      ClickHouse clickHouse = ClickHouse.at(engine.url());
      Migrator.bundled(clickHouse, Optional.empty()).migrate();
      long begun = System.nanoTime();
      History.fill(clickHouse, quick ? QUICK_ROWS : ROWS, quick ? 500_000 : 10_000_000);
      System.err.printf(
          Locale.ROOT, "bench: filled the tables in %.0f s%n", (System.nanoTime() - begun) / 1e9);
      List<Question.Answer> answers = new ArrayList<>();
      try (Connection connection = clickHouse.connect(PATIENCE)) {
        awaitMerges(connection);
        Client client = connection.unwrap(ConnectionImpl.class).getClient();
        for (Question question : questions(connection)) {
          answers.add(question.ask(client));
        }
        List<TableSize> sizes = TableSize.all(connection);
        System.out.println(json ? json(answers, sizes) : table(answers, sizes));
      }
    }
  }

  /** Most of a history has been merged when somebody asks. */
  private static void awaitMerges(Connection connection) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try (Statement statement = connection.createStatement();
          ResultSet merges = statement.executeQuery("SELECT count() FROM system.merges")) {
        merges.next();
        if (merges.getLong(1) == 0) {
          return;
        }
      }
      Thread.sleep(500);
    }
  }

  private static List<Question> questions(Connection connection) throws SQLException {
    List<Question> questions = new ArrayList<>();
    for (NamedQuery query : NamedQueries.bundled().all()) {
      boolean needsNetwork =
          query.parameters().stream()
              .anyMatch(
                  parameter ->
                      parameter.name().equals("network") && parameter.defaultValue().isEmpty());
      questions.add(
          new Question(
              query.name(),
              query.text(),
              query.bind(needsNetwork ? ASKED : Map.of(), Instant.now()),
              NAMED_MILLIS));
    }
    try (Statement statement = connection.createStatement();
        ResultSet views =
            statement.executeQuery(
                "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine ="
                    + " 'View' AND name LIKE 'latest!_%' ESCAPE '!' ORDER BY name")) {
      while (views.next()) {
        String view = views.getString(1);
        questions.add(new Question(view, "SELECT * FROM " + view, Map.of(), LATEST_MILLIS));
      }
    }
    return questions;
  }

  private static String json(List<Question.Answer> answers, List<TableSize> sizes) {
    return "{\"ratios\": {\"slow_queries\": %d}, \"runs\": [%s], \"tables\": [%s]}"
        .formatted(
            answers.stream().filter(Question.Answer::isSlow).count(),
            answers.stream()
                .map(
                    answer ->
                        String.format(
                            Locale.ROOT,
                            "{\"run\": \"queries\", \"query\": \"%s\", \"ms\": %.1f,"
                                + " \"rows_read\": %d}",
                            answer.question().name(),
                            answer.millis(),
                            answer.rowsRead()))
                .collect(Collectors.joining(", ")),
            sizes.stream().map(TableSize::json).collect(Collectors.joining(", ")));
  }

  private static String table(List<Question.Answer> answers, List<TableSize> sizes) {
    return answers.stream()
            .map(
                answer ->
                    String.format(
                        Locale.ROOT,
                        "%-28s %9.1f ms %,15d rows read%s",
                        answer.question().name(),
                        answer.millis(),
                        answer.rowsRead(),
                        answer.isSlow()
                            ? "   over " + answer.question().limitMillis() + " ms"
                            : ""))
            .collect(Collectors.joining("\n"))
        + "\n\n"
        + sizes.stream().map(TableSize::line).collect(Collectors.joining("\n"));
  }
}
