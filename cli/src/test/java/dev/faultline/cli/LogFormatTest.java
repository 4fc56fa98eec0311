package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.cli.output.EventEncoder;
import dev.faultline.sql.sink.health.TableMetrics;
import dev.faultline.sql.sink.health.TableProgress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Services that log JSON print nothing else, and no secret. */
class LogFormatTest {

  private static final String SECRET = "se-cr-et-8213";

  @Test
  void aServicePrintsJsonAlone() throws Exception {
    Process process =
        start(
            "dashboard",
            "--log-format=json",
            "--port=0",
            "--clickhouse-url=http://127.0.0.1:9",
            "--clickhouse-user=someone");
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = output.readLine()) != null) {
        lines.add(line);
        if (line.contains("the page is on")) {
          break;
        }
      }
    } finally {
      process.destroyForcibly();
    }

    assertThat(messages(lines))
        .anyMatch(message -> message.startsWith("the page is on http://127.0.0.1:"))
        .hasSizeGreaterThan(1);
    assertThat(lines).noneMatch(line -> line.contains(SECRET));
  }

  @Test
  void whatGoesWrongAtTheStartIsJsonToo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(
              ended(
                  1,
                  "dashboard",
                  "--log-format",
                  "JSON",
                  "--clickhouse-url=http://127.0.0.1:9",
                  "--port=" + taken.getLocalPort()))
          .last()
          .asString()
          .contains("operations port", "cannot be opened");
    }
    assertThat(ended(2, "sink", "--log-format=json", "--epoch=many"))
        .singleElement()
        .asString()
        .contains("--epoch", "See 'faultline sink --help'");
  }

  @Test
  void aFormatThatIsNoneIsNamed() throws Exception {
    Process process = start("sink", "--log-format=xml");
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(said).contains("--log-format", "xml", "TEXT", "JSON");
  }

  @Test
  void anEventAboutATopicNamesItInAFieldOfItsOwn() throws Exception {
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.start();
    Logger logger = (Logger) LoggerFactory.getLogger(TableProgress.class);
    logger.addAppender(events);
    try {
      new TableProgress(
              "observations",
              "faultline.observations.v1",
              new TableMetrics(
                  new SimpleMeterRegistry(), "observations", "faultline.observations.v1"),
              Clock.systemUTC())
          .waiting("an insert", 2, Duration.ofSeconds(1), new SQLException("too many", "", 252));
    } finally {
      logger.detachAppender(events);
    }
    EventEncoder encoder = new EventEncoder();
    encoder.start();
    JsonNode json = new ObjectMapper().readTree(encoder.encode(events.list.get(0)));
    assertThat(json.path("log.level").asText()).isEqualTo("WARN");
    assertThat(json.path("topic").asText()).isEqualTo("faultline.observations.v1");
    assertThat(json.path("table").asText()).isEqualTo("observations");
    assertThat(json.path("code").isInt()).isTrue();
    assertThat(json.path("@timestamp").asText()).isNotEmpty();
  }

  private static List<String> ended(int exitCode, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(arguments);
    List<String> lines;
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().toList();
    }
    assertThat(process.waitFor()).as(lines.toString()).isEqualTo(exitCode);
    assertThat(lines).noneMatch(line -> line.contains(SECRET));
    return messages(lines);
  }

  private static List<String> messages(List<String> lines) throws IOException {
    List<String> messages = new ArrayList<>();
    for (String line : lines) {
      JsonNode json = new ObjectMapper().readTree(line);
      assertThat(json.path("log.level").asText()).as(line).isNotEmpty();
      messages.add(json.path("message").asText());
    }
    return messages;
  }

  private static Process start(String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            System.getProperty("java.home") + "/bin/java",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                            "-Dlogback.configurationFile=logback.xml",
                            "dev.faultline.cli.Main"),
                        Stream.of(arguments))
                    .toList())
            .redirectErrorStream(true);
    builder.environment().put("FAULTLINE_CLICKHOUSE_PASSWORD", SECRET);
    builder.environment().put("FAULTLINE_REGISTRY_PASSWORD", SECRET);
    builder.environment().put("FAULTLINE_LOG_LEVEL", "DEBUG");
    builder.environment().put("FAULTLINE_LIBRARY_LOG_LEVEL", "INFO");
    Process process = builder.start();
    // a read of what it prints cannot be interrupted
    Thread watchdog =
        new Thread(
            () -> {
              try {
                if (!process.waitFor(1, TimeUnit.MINUTES)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    watchdog.setDaemon(true);
    watchdog.start();
    return process;
  }
}
