package dev.faultline.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.local.EmbeddedClickHouse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The interface as curl and other clients without a driver use it. */
class HttpInterfaceIT {

  private static EmbeddedClickHouse clickhouse;

  @BeforeAll
  static void start() throws Exception {
    clickhouse = EmbeddedClickHouse.start(false);
    clickhouse.query("CREATE TABLE t (n UInt32, s String) ENGINE = MergeTree ORDER BY n");
    clickhouse.query("INSERT INTO t VALUES (1, 'one'), (2, 'two')");
  }

  @AfterAll
  static void stop() throws Exception {
    clickhouse.close();
  }

  @Test
  void answersWithoutAQuery() throws Exception {
    assertThat(get("/ping").body()).isEqualTo("Ok.\n");
    assertThat(get("/").body()).isEqualTo("Ok.\n");
    assertThat(get("/nowhere").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsWhatAServerTells() throws Exception {
    HttpResponse<String> response =
        clickhouse.post("/?query_id=an-id", "SELECT n, s FROM t ORDER BY n FORMAT JSONEachRow");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"n\":1,\"s\":\"one\"}\n{\"n\":2,\"s\":\"two\"}\n");
    assertThat(header(response, "X-ClickHouse-Query-Id")).isEqualTo("an-id");
    assertThat(header(response, "X-ClickHouse-Format")).isEqualTo("JSONEachRow");
    assertThat(header(response, "X-ClickHouse-Timezone")).isEqualTo("UTC");
    assertThat(header(response, "X-ClickHouse-Server-Display-Name")).isNotEmpty();
    assertThat(header(response, "Content-Type")).startsWith("application/x-ndjson");
    assertThat(header(response, "X-ClickHouse-Summary"))
        .contains("\"read_rows\":\"2\"", "\"result_rows\":\"2\"");
  }

  @Test
  void countsWrittenRows() throws Exception {
    clickhouse.query("CREATE TABLE counted (n UInt32) ENGINE = Memory");
    assertThat(
            header(
                clickhouse.post("INSERT INTO counted SELECT number FROM numbers(7)"),
                "X-ClickHouse-Summary"))
        .contains("\"written_rows\":\"7\"");
    assertThat(
            header(
                clickhouse.post("INSERT INTO counted FORMAT CSV\n1\n2\n"), "X-ClickHouse-Summary"))
        .contains("\"written_rows\":\"2\"");
  }

  @Test
  void takesQueryFromUrlBodyOrBoth() throws Exception {
    assertThat(get("/?query=" + encoded("SELECT 1 + 1")).body()).isEqualTo("2\n");
    assertThat(clickhouse.post("/?query=" + encoded("SELECT 1 +"), " 2").body()).isEqualTo("3\n");
    assertThat(
            clickhouse
                .post("/?query=" + encoded("INSERT INTO t (n, s) FORMAT CSV"), "3,three\n")
                .body())
        .isEmpty();
    assertThat(clickhouse.query("SELECT s FROM t WHERE n = 3")).isEqualTo("three");
  }

  static Stream<String> inserts() {
    return Stream.of(
        "INSERT INTO forms VALUES (1, 'a;b'), (2, toString(1 + 1));",
        "INSERT INTO forms (n, s) values(1,'a;b')\n,(2,'2')",
        "/* to */ INSERT INTO forms -- the table\n (n, s) FORMAT Values (1, 'a;b'), (2, '2')",
        "INSERT INTO TABLE forms FORMAT CSV\n1,\"a;b\"\n2,2\n",
        "INSERT INTO forms SETTINGS max_insert_threads = 1 FORMAT JSONEachRow"
            + " {\"n\":1,\"s\":\"a;b\"}\n\n{\"n\":2,\"s\":\"2\"}",
        "INSERT INTO default.forms FORMAT TabSeparated\n1\ta;b\n2\t2\n",
        "INSERT INTO `forms` (`n`, \"s\") VALUES (1, 'a;b') (2, '2')",
        "INSERT INTO forms SELECT number + 1, if(number = 0, 'a;b', '2') FROM numbers(2)",
        "INSERT INTO forms WITH 2 AS k SELECT number + 1, if(number = 0, 'a;b', '2') FROM numbers(k)");
  }

  @ParameterizedTest
  @MethodSource("inserts")
  void takesInsertsInEveryForm(String insert) throws Exception {
    clickhouse.query("CREATE OR REPLACE TABLE forms (n UInt32, s String) ENGINE = Memory");
    clickhouse.query(insert);
    assertThat(clickhouse.query("SELECT * FROM forms ORDER BY n")).isEqualTo("1\ta;b\n2\t2");
  }

  @Test
  void fillsInDefaults() throws Exception {
    clickhouse.query(
        "CREATE TABLE defaults (a UInt8, b UInt8 DEFAULT a + 1, c String MATERIALIZED 'x')"
            + " ENGINE = Memory");
    clickhouse.query("INSERT INTO defaults (a) FORMAT CSV\n1\n");
    assertThat(clickhouse.query("SELECT a, b, c FROM defaults")).isEqualTo("1\t2\tx");
  }

  @Test
  void bindsParameters() throws Exception {
    String sql =
        "SELECT {s:String}, {n:UInt8} + 1, {t:Identifier}.s FROM {t:Identifier} ORDER BY n LIMIT 1";
    assertThat(
            get("/?param_s=" + encoded("it's \\tx") + "&param_n=1&param_t=t&query=" + encoded(sql))
                .body())
        .isEqualTo("it\\'s \\tx\t2\tone\n");
    assertThat(clickhouse.post("SELECT {s:String}").body()).startsWith("Code: 456.");
  }

  @Test
  void appliesSettingsToTheirRequestOnly() throws Exception {
    String sql = "SELECT getSetting('max_block_size')";
    assertThat(clickhouse.post("/?max_block_size=77", sql).body()).isEqualTo("77\n");
    assertThat(clickhouse.query(sql)).isNotEqualTo("77");
    assertThat(clickhouse.post("/?no_such_setting=1", "SELECT 1").body()).startsWith("Code: 115.");
  }

  @Test
  void usesTheDatabaseThatIsNamed() throws Exception {
    clickhouse.query("CREATE DATABASE other");
    assertThat(clickhouse.post("/?database=other", "SELECT currentDatabase()").body())
        .isEqualTo("other\n");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(clickhouse.url() + "/"))
            .header("X-ClickHouse-Database", "other")
            .header("X-ClickHouse-User", "default")
            .header("Authorization", "Basic ZGVmYXVsdDo=")
            .POST(HttpRequest.BodyPublishers.ofString("SELECT currentDatabase()"));
    assertThat(clickhouse.send(request).body()).isEqualTo("other\n");
    assertThat(clickhouse.post("/?database=nowhere", "SELECT 1").statusCode()).isEqualTo(404);
  }

  @Test
  void keepsSessions() throws Exception {
    String session = "/?session_id=s1&session_timeout=60";
    assertThat(clickhouse.post(session + "&session_check=1", "SELECT 1").body())
        .startsWith("Code: 372.");
    clickhouse.post(session, "CREATE TEMPORARY TABLE mine (n UInt8)");
    clickhouse.post(session, "INSERT INTO mine VALUES (5)");
    clickhouse.post(session, "SET max_block_size = 55");
    assertThat(
            clickhouse
                .post(session + "&max_block_size=66", "SELECT getSetting('max_block_size')")
                .body())
        .isEqualTo("66\n");
    assertThat(
            clickhouse
                .post(
                    session + "&session_check=1",
                    "SELECT n, getSetting('max_block_size') FROM mine")
                .body())
        .isEqualTo("5\t55\n");
    assertThat(clickhouse.post("SELECT * FROM mine").body()).startsWith("Code: 60.");
  }

  @Test
  void changesNothingByGet() throws Exception {
    HttpResponse<String> response = get("/?query=" + encoded("DROP TABLE t"));
    assertThat(header(response, "X-ClickHouse-Exception-Code")).isEqualTo("164");
    assertThat(get("/?query=" + encoded("INSERT INTO t VALUES (9, 'x')")).body())
        .startsWith("Code: 164.");
    assertThat(clickhouse.post("/?readonly=1", "INSERT INTO t VALUES (9, 'x')").body())
        .startsWith("Code: 164.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEC 1 | 62 | 400",
        "SELECT 1; SELECT 2 | 62 | 400",
        "; | 62 | 400",
        "SELECT nosuch | 47 | 404",
        "SELECT nosuch() | 46 | 404",
        "SELECT * FROM nosuch | 60 | 404",
        "SELECT * FROM nosuch.t | 81 | 404",
        "INSERT INTO nosuch VALUES (1) | 60 | 404",
        "INSERT INTO t (nosuch) VALUES (1) | 16 | 400",
        "INSERT INTO t VALUES ('x', 1) | 6 | 400",
        "INSERT INTO t FORMAT JSONEachRow {\"n\":\"x\"} | 27 | 400",
        "SELECT throwIf(1) | 395 | 500",
        "SELECT 1 FORMAT NoSuch | 73 | 404",
        "CREATE TABLE t (n UInt8) ENGINE = Memory | 57 | 500",
        "SELECT toUInt8('x') | 6 | 400",
      })
  void failsWithClickHousesCodes(String sql, int code, int status) throws Exception {
    HttpResponse<String> response = clickhouse.post(sql);
    assertThat(response.body()).startsWith("Code: " + code + ". DB::Exception: ");
    assertThat(header(response, "X-ClickHouse-Exception-Code")).isEqualTo("" + code);
    assertThat(response.statusCode()).isEqualTo(status);
  }

  @Test
  void packsAndUnpacksBodies() throws Exception {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      out.write("SELECT 'packed'".getBytes(StandardCharsets.UTF_8));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(clickhouse.url() + "/?enable_http_compression=1"))
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(gzipped.toByteArray()));
    HttpResponse<byte[]> gzip = bytes(request.copy().header("Accept-Encoding", "gzip, br"));
    assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("packed\n");
    HttpResponse<byte[]> lz4 = bytes(request.copy().header("Accept-Encoding", "lz4"));
    assertThat(new LZ4FrameInputStream(new ByteArrayInputStream(lz4.body())).readAllBytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("packed\n");
  }

  @Test
  void refusesBlocksThatAreNone() throws Exception {
    assertThat(clickhouse.post("/?decompress=1", "SELECT 1, but not in blocks of anything").body())
        .startsWith("Code: 271.");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return clickhouse.send(HttpRequest.newBuilder(URI.create(clickhouse.url() + path)).GET());
  }

  private static HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
