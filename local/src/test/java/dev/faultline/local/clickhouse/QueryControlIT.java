package dev.faultline.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.local.EmbeddedClickHouse;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many queries at once, and queries that are stopped. */
class QueryControlIT {

  private static final Duration PROMPTLY = Duration.ofSeconds(10);

  /** Would run for minutes, without a row of output before its end. */
  private static final String ENDLESS =
      "SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number))";

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
  void sixteenConnectionsWorkAtOnce() throws Exception {
    clickhouse.query("CREATE TABLE many (worker UInt8, n UInt32) ENGINE = MergeTree ORDER BY n");
    int workers = 16;
    int rounds = 5;
    CountDownLatch together = new CountDownLatch(workers);
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Future<Long>> sums = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int id = worker;
        sums.add(threads.submit(() -> work(id, rounds, together)));
      }
      for (int worker = 0; worker < workers; worker++) {
        assertThat(sums.get(worker).get()).isEqualTo((long) rounds * worker);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(clickhouse.query("SELECT count(), uniq(worker) FROM many")).isEqualTo("80\t16");
  }

  private static long work(int worker, int rounds, CountDownLatch together) throws Exception {
    try (Connection connection = clickhouse.connect();
        Statement statement = connection.createStatement()) {
      together.countDown();
      together.await();
      for (int round = 0; round < rounds; round++) {
        statement.executeUpdate("INSERT INTO many VALUES (" + worker + ", " + round + ")");
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT sum(worker) FROM many WHERE worker = " + worker)) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  @Test
  void aStatementIsCancelledByTheDriver() throws Exception {
    try (Connection connection = clickhouse.connect();
        Statement statement = connection.createStatement()) {
      CompletableFuture<Void> query =
          CompletableFuture.runAsync(() -> run(statement, ENDLESS + " AND 1 = 1"));
      awaitRunning("1 = 1");
      statement.cancel();

      assertThatThrownBy(() -> query.get())
          .isInstanceOf(ExecutionException.class)
          .hasStackTraceContaining("QUERY_WAS_CANCELLED");
      awaitGone("1 = 1");
    }
  }

  @Test
  void aQueryIsKilledByItsId() throws Exception {
    CompletableFuture<String> query =
        CompletableFuture.supplyAsync(() -> post("/?query_id=mine", ENDLESS + " AND 2 = 2"));
    awaitRunning("2 = 2");
    String killed = clickhouse.query("KILL QUERY WHERE query_id = 'mine' AND `query_id` != 'x'");

    assertThat(killed).contains("2 = 2");
    assertThat(query.get()).startsWith("Code: 394.");
    awaitGone("2 = 2");
  }

  @Test
  void aQueryEndsWhenItsClientGoes() throws Exception {
    String sql = ENDLESS + " AND 3 = 3";
    try (Socket client = new Socket("127.0.0.1", clickhouse.port())) {
      String request =
          "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + sql.length()
              + "\r\n\r\n"
              + sql;
      client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      awaitRunning("3 = 3");
    }
    awaitGone("3 = 3");
  }

  @Test
  void aStreamEndsWhenItsClientGoes() throws Exception {
    String sql = "SELECT number, 4 = 4 FROM numbers(1000000000000)";
    try (Socket client = new Socket("127.0.0.1", clickhouse.port())) {
      String request =
          "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + sql.length()
              + "\r\n\r\n"
              + sql;
      client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(client.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
      awaitRunning("4 = 4");
    }
    awaitGone("4 = 4");
  }

  @Test
  void aQueryEndsWithItsTimeLimit() throws Exception {
    String answer = post("/?max_execution_time=1", ENDLESS);
    assertThat(answer).startsWith("Code: 159.").contains("TIMEOUT_EXCEEDED");
  }

  @Test
  void anIdServesOneQueryAtATime() throws Exception {
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(() -> post("/?query_id=same", ENDLESS + " AND 5 = 5"));
    awaitRunning("5 = 5");
    assertThat(post("/?query_id=same", "SELECT 1")).startsWith("Code: 216.");
    clickhouse.query("KILL QUERY WHERE query_id = 'same'");
    assertThat(first.get()).startsWith("Code: 394.");
  }

  private static void run(Statement statement, String sql) {
    try {
      statement.executeQuery(sql).close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String post(String path, String sql) {
    try {
      return clickhouse.post(path, sql).body();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitRunning(String mark) {
    await().atMost(PROMPTLY).until(() -> running(mark) > 0);
  }

  private static void awaitGone(String mark) {
    await().atMost(PROMPTLY).until(() -> running(mark) == 0);
  }

  private static int running(String mark) throws Exception {
    String sql =
        "SELECT count() FROM system.processes WHERE query LIKE '%"
            + mark
            + "%' AND query NOT LIKE '%system.processes%'";
    return Integer.parseInt(clickhouse.query(sql));
  }
}
