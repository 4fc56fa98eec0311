package dev.faultline.local.clickhouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.local.EmbeddedClickHouse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that are slow, idle, many, or go away: health is told all the same. */
class HardClientsIT {

  private static EmbeddedClickHouse clickhouse;

  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    clickhouse = EmbeddedClickHouse.start(false);
    clickhouse.query("CREATE TABLE t (n UInt32) ENGINE = MergeTree ORDER BY n");
  }

  @AfterAll
  static void stop() throws Exception {
    clickhouse.close();
  }

  @AfterEach
  void disconnect() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> clickhouse.query("SELECT 1").equals("1"));
  }

  @Test
  void asManySlowSendersAsThereAreThreads() throws Exception {
    open(
        100,
        "POST /?query=INSERT%20INTO%20t%20FORMAT%20TSV HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Length: 100000\r\n\r\n1\n");
    HttpRequest question =
        HttpRequest.newBuilder(URI.create(clickhouse.url() + "/?" + HttpFront.LIVENESS_QUERY))
            .timeout(Duration.ofSeconds(5))
            .build();

    assertThat(
            HttpClient.newHttpClient().send(question, HttpResponse.BodyHandlers.ofString()).body())
        .isEqualTo("1\n");
  }

  @Test
  void twoHundredIdleConnections() throws Exception {
    open(200, "");
    assertHealthy();
    assertThat(clickhouse.query("SELECT 1")).isEqualTo("1");
  }

  @Test
  void moreIdleConnectionsThanMayBe() throws Exception {
    open(600, "");
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> assertHealthy());
  }

  @Test
  void manyThatSendTheirQueriesSlowly() throws Exception {
    open(150, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nSELECT");
    assertHealthy();
  }

  @Test
  void manyThatTakeTheirRowsSlowly() throws Exception {
    open(
        80,
        "GET /?query=SELECT%20number%20FROM%20numbers(100000000) HTTP/1.1\r\n"
            + "Host: localhost\r\n\r\n");
    assertHealthy();
  }

  @Test
  void hugeHeadersThatNeverEnd() throws Exception {
    open(350, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "x".repeat(120_000));
    assertHealthy();
  }

  @Test
  void headersThatAreTooLong() throws Exception {
    assertThat(
            RawHttp.exchange(
                clickhouse.port(),
                "GET",
                "/ping",
                "Host: localhost\r\nX-Large: " + "x".repeat(2_000_000) + "\r\n",
                ""))
        .startsWith("HTTP/1.1 431 ");
    assertHealthy();
  }

  @Test
  void anInsertWhoseClientGoesLeavesNothing() throws Exception {
    open(
        20,
        "POST /?query=INSERT%20INTO%20t%20FORMAT%20CSV HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Length: 1000\r\n\r\n1\n2\n3\n");
    for (Socket socket : sockets) {
      socket.close();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                clickhouse
                    .query("SELECT count() FROM system.processes WHERE query LIKE 'INSERT INTO t%'")
                    .equals("0"));
    assertThat(clickhouse.query("SELECT count() FROM t")).isEqualTo("0");
  }

  private void open(int count, String text) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket socket = RawHttp.connect(clickhouse.port());
      sockets.add(socket);
      RawHttp.send(socket, text);
    }
  }

  private static void assertHealthy() throws Exception {
    HttpRequest ping =
        HttpRequest.newBuilder(URI.create(clickhouse.url() + "/ping"))
            .timeout(Duration.ofSeconds(5))
            .build();
    for (int i = 0; i < 3; i++) {
      assertThat(HttpClient.newHttpClient().send(ping, HttpResponse.BodyHandlers.ofString()).body())
          .isEqualTo("Ok.\n");
    }
  }
}
