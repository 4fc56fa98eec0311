package dev.faultline.local.clickhouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.internal.CompressedBlockInputStream;
import dev.faultline.local.EmbeddedClickHouse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What current servers do besides answering a query with rows. */
class ProtocolIT {

  private static final String LATE =
      "SELECT throwIf(number = 2000000, 'too late') FROM numbers(3000000)"
          + " SETTINGS max_block_size = 10000";

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
  void answersHead() throws Exception {
    for (String path : List.of("/", "/ping", "/?query=SELECT+1")) {
      String answer = raw("HEAD", path, "");
      assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
    }
    assertThat(raw("HEAD", "/nowhere", "")).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n");
  }

  @Test
  void packsErrorsAsTheClientAskedFor() throws Exception {
    HttpResponse<byte[]> blocks = post("/?compress=1", "SELECT nosuch");
    assertThat(blocks.statusCode()).isEqualTo(404);
    try (InputStream body =
        new CompressedBlockInputStream(
            new ByteArrayInputStream(blocks.body()),
            LZ4Factory.fastestInstance().fastDecompressor(),
            1 << 16)) {
      assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).startsWith("Code: 47.");
    }
    HttpResponse<byte[]> gzip =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(clickhouse.url() + "/?enable_http_compression=1"))
                    .header("Accept-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofString("SELECT nosuch"))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
        .asString(StandardCharsets.UTF_8)
        .startsWith("Code: 47.");
  }

  @Test
  void aLateErrorEndsTheBodyInABlockWithTheHeadersTag() throws Exception {
    String answer = raw("POST", "/", LATE);
    String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    String tag = head.replaceAll("(?s).*X-ClickHouse-Exception-Tag: ([a-z]{16}).*", "$1");
    assertThat(head).startsWith("HTTP/1.1 200 ");
    assertThat(answer)
        .contains("\r\n__exception__\r\n" + tag + "\r\nCode: 395. DB::Exception: too late")
        .contains(" " + tag + "\r\n__exception__\r\n")
        .doesNotEndWith("0\r\n\r\n");
    assertThat(new String(post("/?wait_end_of_query=1", LATE).body(), StandardCharsets.UTF_8))
        .startsWith("Code: 395.");
  }

  @Test
  void takesParametersAndTablesFromAForm() throws Exception {
    String fields =
        part("query", "", "SELECT n + {k:UInt8} AS v, name FROM given ORDER BY v FORMAT CSV")
            + part("param_k", "", "10")
            + part("given_structure", "", "n UInt8, name String")
            + part("given_format", "", "CSV")
            + part("given", "; filename=\"rows.csv\"", "2,zwei\n1,eins\n");
    assertThat(form("/", fields)).isEqualTo("11,\"eins\"\n12,\"zwei\"\n");
    assertThat(form("/?readonly=1", fields)).isEqualTo("11,\"eins\"\n12,\"zwei\"\n");
    assertThat(form("/?session_id=form", fields)).isEqualTo("11,\"eins\"\n12,\"zwei\"\n");
    assertThat(form("/?session_id=form", fields)).isEqualTo("11,\"eins\"\n12,\"zwei\"\n");
  }

  @Test
  void tablesOfAFormMayHaveTypesOnly() throws Exception {
    assertThat(
            form(
                "/?query=SELECT+_2,_1+FROM+t&t_types=Decimal(9,2),String",
                part("t", "; filename=\"t\"", "1.5\ta\n")))
        .isEqualTo("a\t1.5\n");
    assertThat(form("/?query=SELECT+1", part("t", "; filename=\"t\"", "1\n")))
        .startsWith("Code: 36.")
        .contains("t_structure");
    assertThat(
            form(
                "/?query=SELECT+1&t_structure=n+UInt8)+ENGINE=File(CSV)--",
                part("t", "; filename=\"t\"", "1\n")))
        .startsWith("Code: 497.");
  }

  @Test
  void refusesAFormThatIsCutOff() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(clickhouse.url() + "/"))
            .header("Content-Type", "multipart/form-data; boundary=bb")
            .POST(HttpRequest.BodyPublishers.ofString(part("query", "", "SELECT 1")))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("Code: 36.");
  }

  @Test
  void tellsProgressWhileAQueryReads() throws Exception {
    String rows =
        clickhouse.query(
            "SELECT number, sleepEachRow(0.3) FROM numbers(3) FORMAT JSONEachRowWithProgress"
                + " SETTINGS max_block_size = 1");
    List<String> kinds = rows.lines().map(line -> line.replaceAll("[{\"]+(\\w+).*", "$1")).toList();
    assertThat(kinds).startsWith("progress").contains("meta").filteredOn("row"::equals).hasSize(3);
    assertThat(kinds).filteredOn("meta"::equals).hasSize(1);
    assertThat(rows.lines().filter(line -> line.startsWith("{\"progress\"")).toList())
        .hasSizeGreaterThanOrEqualTo(2)
        .last()
        .asString()
        .contains("\"read_rows\":\"3\"", "\"total_rows_to_read\":\"3\"");
  }

  @Test
  void tellsProgressInHeadersWhereAsked() throws Exception {
    HttpResponse<byte[]> asked = post("/?send_progress_in_http_headers=1", "SELECT 1");
    assertThat(asked.headers().firstValue("X-ClickHouse-Progress").orElse(""))
        .contains("\"read_rows\":\"1\"");
    assertThat(post("/", "SELECT 1").headers().firstValue("X-ClickHouse-Progress")).isEmpty();
  }

  @Test
  void aSessionIsAsItWasAfterARequestThatFailed() throws Exception {
    clickhouse.post("/?session_id=s", "SELECT 1");
    assertThat(clickhouse.post("/?session_id=s&database=system&no_such=1", "SELECT 1").statusCode())
        .isEqualTo(404);
    assertThat(clickhouse.post("/?session_id=s", "SELECT currentDatabase()").body())
        .isEqualTo("default\n");
    assertThat(clickhouse.post("/?session_id=s&readonly=1", "CREATE DATABASE no").statusCode())
        .isEqualTo(403);
    assertThat(clickhouse.post("/?session_id=s&max_threads=2", "SELECT 2").body()).isEqualTo("2\n");
  }

  @Test
  void saysThatThereAreNoRoles() throws Exception {
    HttpResponse<String> response = clickhouse.post("/?role=admin", "SELECT 1");
    assertThat(response.statusCode()).isEqualTo(501);
    assertThat(response.body()).contains("Roles exist on a ClickHouse server");
  }

  private static String part(String name, String more, String content) {
    return "--bb\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n"
        .formatted(name, more, content);
  }

  private static String form(String path, String parts) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(clickhouse.url() + path.replace("+", "%20")))
            .header("Content-Type", "multipart/form-data; boundary=bb")
            .POST(HttpRequest.BodyPublishers.ofString(parts + "--bb--\r\n"));
    return clickhouse.send(request).body();
  }

  private static HttpResponse<byte[]> post(String path, String sql) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(clickhouse.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String raw(String method, String path, String body) throws Exception {
    try (Socket socket = RawHttp.connect(clickhouse.port())) {
      RawHttp.send(
          socket,
          "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(method, path, body.length(), body));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
