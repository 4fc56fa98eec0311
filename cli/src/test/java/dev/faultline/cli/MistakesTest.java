package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What people get wrong is told in a line or two, by every command, and never by a stack trace. */
@Timeout(30)
class MistakesTest {

  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @TempDir private static Path folder;
  private static HttpServer page;
  private static ServerSocket plain;
  private static int closed;
  private static String file;
  private static String feeds;

  @BeforeAll
  static void start() throws IOException {
    page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    page.createContext(
        "/",
        exchange -> {
          byte[] html =
              "<!DOCTYPE html>\n<html><body>It works!</body></html>\n"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, html.length);
          exchange.getResponseBody().write(html);
          exchange.close();
        });
    page.start();
    plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread refusing = new Thread(MistakesTest::refuse);
    refusing.setDaemon(true);
    refusing.start();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    file = Files.writeString(folder.resolve("nodes.json"), "{}\n").toString();
    feeds =
        Files.writeString(
                folder.resolve("feeds.yaml"),
                "feeds:\n  - {name: a, url: 'http://a.example/', format: aws-health-json, interval: 1m}\n")
            .toString();
  }

  /** Answers whatever it is sent as many HTTP servers answer what is no request. */
  private static void refuse() {
    while (!plain.isClosed()) {
      try (Socket socket = plain.accept()) {
        int unused = socket.getInputStream().read();
        socket
            .getOutputStream()
            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // the next one
      }
    }
  }

  @AfterAll
  static void stop() throws IOException {
    page.stop(0);
    plain.close();
  }

  private record Answer(int exitCode, String said) {}

  private static Answer run(String... arguments) {
    StringWriter said = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    return new Answer(line.execute(arguments), said.toString());
  }

  private static void assertTold(Answer answer, int exitCode, String message) {
    assertThat(answer.said()).contains(message);
    assertThat(answer.exitCode()).as(answer.said()).isEqualTo(exitCode);
    assertThat(answer.said())
        .doesNotContain("\tat ", "Exception", "<html", "DOCTYPE", "OutOfMemory");
    assertThat(answer.said().lines().count()).as(answer.said()).isLessThanOrEqualTo(3);
  }

  private static String pagePort() {
    return Integer.toString(page.getAddress().getPort());
  }

  static Stream<List<String>> withKafka() {
    return Stream.of(
        List.of("migrate"),
        List.of("gateway"),
        List.of("poll", "--feeds", "FEEDS"),
        List.of("streams"),
        List.of("sink"),
        List.of("doctor"),
        List.of("publishers"),
        List.of("import", "observations-json", "FILE"));
  }

  static Stream<List<String>> withClickHouse() {
    return Stream.of(
        List.of("migrate"), List.of("sink"), List.of("doctor"), List.of("top", "--once"));
  }

  private static String[] command(List<String> words, String... more) {
    return Stream.concat(
            words.stream().map(w -> w.equals("FILE") ? file : w.equals("FEEDS") ? feeds : w),
            Arrays.stream(more))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("withKafka")
  void anHttpPortForKafka(List<String> words) {
    assertTold(
        run(command(words, "--bootstrap-servers=127.0.0.1:" + pagePort())),
        FAILED,
        "127.0.0.1:" + pagePort() + " speaks HTTP, not Kafka");
  }

  @ParameterizedTest
  @MethodSource("withKafka")
  void anUnknownHostForKafka(List<String> words) {
    assertTold(
        run(command(words, "--bootstrap-servers=kafka.invalid:9092")),
        FAILED,
        "there is no host 'kafka.invalid'");
  }

  @ParameterizedTest
  @MethodSource("withKafka")
  void aKafkaConfigurationThatIsNone(List<String> words) {
    assertTold(
        run(command(words, "--kafka-config=" + folder.resolve("none.properties"))),
        WRONG_USAGE,
        "There is no file '" + folder.resolve("none.properties") + "'.");
    assertTold(
        run(command(words, "--kafka-config=" + folder)), WRONG_USAGE, folder + "' is a folder");
  }

  @ParameterizedTest
  @MethodSource("withClickHouse")
  void aPageForClickHouse(List<String> words) {
    String url = "http://127.0.0.1:" + pagePort();

    assertTold(
        run(command(words, "--clickhouse-url=" + url)),
        FAILED,
        "what answers at " + url + " is not ClickHouse (HTTP 200, text/html)");
  }

  @ParameterizedTest
  @MethodSource("withClickHouse")
  void tlsToAPortThatHasNone(List<String> words) {
    assertTold(
        run(command(words, "--clickhouse-url=https://127.0.0.1:" + plain.getLocalPort())),
        FAILED,
        "cannot be spoken to by TLS");
  }

  @ParameterizedTest
  @MethodSource("withClickHouse")
  void anAddressThatIsNone(List<String> words) {
    assertTold(
        run(command(words, "--clickhouse-url=localhost:8123")),
        WRONG_USAGE,
        "'localhost:8123' is not the URL of a ClickHouse HTTP interface; give http://host:8123");
  }

  @Test
  void noClickHouseAtAll() {
    assertTold(
        run("top", "--once", "--clickhouse-url=http://127.0.0.1:" + closed),
        FAILED,
        "ClickHouse at http://127.0.0.1:" + closed + " does not answer");
    assertTold(
        run(
            "recompute",
            "--network=a",
            "--from=2025-10-20T00:00:00Z",
            "--clickhouse-url=http://127.0.0.1:" + closed),
        FAILED,
        "ClickHouse at http://127.0.0.1:" + closed + " does not answer");
    assertTold(
        run("top", "--once", "--clickhouse-url=http://clickhouse.invalid:8123"),
        FAILED,
        "clickhouse.invalid");
  }

  static Stream<Arguments> usage() {
    return Stream.of(
        Arguments.of(List.of("imprt"), "import"),
        Arguments.of(List.of("top", "--onec"), "--once"),
        Arguments.of(List.of("top", "--window", "day"), "'day' is not an int"),
        Arguments.of(List.of("top", "--interval", "-1"), "'-1' is less than 1"),
        Arguments.of(List.of("doctor", "--audit", "--sample", "0"), "'0' is less than 1"),
        Arguments.of(List.of("streams", "--threads", "0"), "'0' is less than 1"),
        Arguments.of(List.of(), "Name a command"),
        Arguments.of(List.of("import"), "Name a format"),
        Arguments.of(
            List.of("import", "observation-json", "FILE"), "did you mean 'observations-json'?"),
        Arguments.of(List.of("import", "xyz", "FILE"), "There is no format 'xyz'"),
        Arguments.of(List.of("import", "observations-json", "none.json"), "There is no file 'none"),
        Arguments.of(List.of("import", "observations-json", "/"), "'/' is a folder"),
        Arguments.of(
            List.of("import", "observations-json", "FILE", "--observed-at", "yesterday"),
            "'yesterday' is not a time in UTC such as 2025-10-20T00:57:00Z"),
        Arguments.of(List.of("poll"), "--feeds"),
        Arguments.of(List.of("poll", "--feeds", "/"), "'/' is a folder"),
        Arguments.of(List.of("poll", "--feeds", "none.yaml"), "There is no file 'none.yaml'"),
        Arguments.of(
            List.of("poll", "--feeds", "FEEDS", "--allow-private-addresses"),
            "allow: [10.1.0.0/16"),
        Arguments.of(List.of("migrate", "--networks", "/"), "no readable file of networks '/'"),
        Arguments.of(List.of("migrate", "--networks", "none.csv"), "'none.csv'"),
        Arguments.of(List.of("streams", "--threads", "many"), "'many' is not an int"),
        Arguments.of(List.of("sink", "--epoch", "x"), "'x' is not an int"),
        Arguments.of(
            List.of("sink", "--clickhouse-password-file", "none"), "no readable file 'none'"));
  }

  @ParameterizedTest
  @MethodSource("usage")
  void aWrongCommandLineTakesThreeLines(List<String> words, String message) {
    Answer answer = run(command(words));

    assertTold(answer, WRONG_USAGE, message);
    assertThat(answer.said()).contains("--help'.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up", "demo", "import", "top", "doctor", "migrate", "gateway", "poll", "streams", "sink"
      })
  void helpShowsOptionVariableAndDefault(String command) {
    String help = run(command, "--help").said();

    assertThat(help).contains("FAULTLINE_").contains("default");
    for (String option : List.of("--kafka-config", "--registry-user", "--bootstrap-servers")) {
      assertThat(help.contains(option))
          .as(option)
          .isEqualTo(!List.of("up", "demo").contains(command));
    }
    assertThat(help).doesNotContain("--allow-private-addresses");
  }
}
