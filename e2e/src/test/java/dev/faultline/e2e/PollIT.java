package dev.faultline.e2e;

import static dev.faultline.e2e.RunningPipeline.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.faultline.cli.service.PollService;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.poll.AllowedAddresses;
import dev.faultline.ingest.poll.Feed;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.ingest.source.aws.AwsHealthJson;
import dev.faultline.streams.network.Networks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed over HTTP to SQL, through the real broker, registry, sink and engine. */
class PollIT {

  @TempDir private static Path folder;
  private static RunningPipeline pipeline;
  private static HttpServer server;
  private static final Queue<String> ASKED_BY = new ConcurrentLinkedQueue<>();
  private static final AtomicReference<byte[]> BODY = new AtomicReference<>(new byte[0]);

  @BeforeAll
  static void start() throws Exception {
    pipeline = new RunningPipeline(folder.resolve("data"), Networks.load());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = BODY.get();
            ASKED_BY.add(exchange.getRequestHeaders().getFirst("User-Agent"));
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    pipeline.close();
  }

  @Test
  void incidentsOpenCloseAndReturnAndFailedPollsAreRows() throws Exception {
    String open = new AwsHealthJson().example();

    assertThat(poll(open)).isZero();
    assertThat(poll("")).isEqualTo(1);
    assertThat(poll("<html>We will be back</html>")).isEqualTo(1);
    assertThat(poll("[]")).isZero();
    assertThat(poll(open)).isZero();
    assertThat(poll(open)).isZero();

    awaitOne(
        "SELECT count(), sum(published), sum(vanished) FROM feed_polls WHERE feed = 'aws-health'",
        "6 3 1");
    awaitOne("SELECT count() FROM incident_revisions WHERE source = 'aws-health'", "3");
    awaitOne("SELECT count() FROM dead_letters WHERE stage = 'poll'", "1");
    assertThat(
            Query.rows(
                pipeline.clickHouse(),
                "SELECT revision, status FROM incident_revisions WHERE source = 'aws-health'"))
        .containsExactlyInAnyOrder("1 investigating", "2 vanished", "3 investigating");
    assertThat(
            Query.rows(
                pipeline.clickHouse(),
                "SELECT outcome, ifNull(reason, '') FROM feed_polls WHERE feed = 'aws-health' ORDER BY polled_at"))
        .containsExactly(
            "read ", "failed empty", "failed content", "nothing_listed ", "read ", "read ");
    awaitOne("SELECT count() FROM open_incidents WHERE source = 'aws-health'", "1");
  }

  @Test
  void ofAGroupOnePollsAndAnotherGoesOn() throws Exception {
    BODY.set(
        new AwsHealthJson()
            .example()
            .replace("me-central-1", "eu-west-3")
            .getBytes(StandardCharsets.UTF_8));
    ASKED_BY.clear();
    PollService first = member("first");
    PollService second = member("second");
    try {
      first.start();
      await().atMost(LONG).until(() -> !ASKED_BY.isEmpty());
      second.start();
      int asked = ASKED_BY.size();
      await().atMost(LONG).until(() -> ASKED_BY.size() > asked + 4);
      assertThat(Set.copyOf(ASKED_BY)).containsExactly("first");

      first.close();
      await().atMost(LONG).until(() -> ASKED_BY.contains("second"));
      int of = Collections.frequency(ASKED_BY, "first");
      await().atMost(LONG).until(() -> Collections.frequency(ASKED_BY, "second") > 4);
      assertThat(Collections.frequency(ASKED_BY, "first")).isEqualTo(of);
    } finally {
      first.close();
      second.close();
    }
    // the second one knows what the first has published
    awaitOne(
        "SELECT count(), uniqExact(incident_id), max(revision) FROM incident_revisions WHERE source = 'group'",
        "1 1 1");
  }

  private static PollService member(String name) throws Exception {
    Feed feed =
        new Feed(
                "group",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                new AwsHealthJson(),
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                Optional.empty(),
                "group",
                Vanishing.CLOSES)
            .withAllowed(AllowedAddresses.parse("allow", List.of("127.0.0.1")));
    return new PollService(
        List.of(feed),
        KafkaConnection.to(pipeline.bootstrapServers(), pipeline.registryUrl()),
        Networks.load(),
        name,
        new SimpleMeterRegistry(),
        Optional.of("poll-it"));
  }

  private static int poll(String body) throws Exception {
    BODY.set(body.getBytes(StandardCharsets.UTF_8));
    Path feeds =
        Files.writeString(
            folder.resolve("feeds.yaml"),
            """
            feeds:
              - name: aws-health
                url: http://127.0.0.1:%d/
                format: aws-health-json
                interval: 1m
                allow: [127.0.0.1]
            """
                .formatted(server.getAddress().getPort()));
    return pipeline.execute("poll", "--once", "--feeds=" + feeds).exitCode();
  }

  private static void awaitOne(String sql, String expected) {
    await().atMost(LONG).until(() -> Query.one(pipeline.clickHouse(), sql).equals(expected));
  }
}
