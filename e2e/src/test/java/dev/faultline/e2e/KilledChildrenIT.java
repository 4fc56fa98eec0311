package dev.faultline.e2e;

import static dev.faultline.e2e.RunningPipeline.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.schemas.Topic;
import dev.faultline.streams.network.Networks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code up} does when a child of it is killed or hangs, or a topic is deleted, under load:
 * red within ten seconds, green within a minute, nothing lost and nothing doubled.
 */
class KilledChildrenIT {

  private static final Duration RED_WITHIN = Duration.ofSeconds(10);
  private static final Duration GREEN_WITHIN = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static RunningPipeline pipeline;

  @BeforeAll
  static void start() throws Exception {
    pipeline = new RunningPipeline(folder.resolve("data"), Networks.load());
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  @Test
  void childrenThatAreKilledOrHangAreStartedAgainAndNothingIsLost() throws Exception {
    LongSupplier clickHouse = () -> pipeline.stack().clickhousePid();
    LongSupplier registry = () -> pipeline.stack().registryPid();
    try (GatewayLoad load = new GatewayLoad(pipeline.gatewayUrl(), "killed")) {
      await().atMost(LONG).until(() -> load.accepted() > 100);
      goesAndComesBack("KILL", clickHouse, "ClickHouse");
      goesAndComesBack("KILL", registry, "schema registry");
      goesAndComesBack("STOP", clickHouse, "ClickHouse");
      long before = load.accepted();
      await().atMost(LONG).until(() -> load.accepted() > before + 100);

      load.close();
      String landed =
          "SELECT count(), uniqExact(node_id) FROM observation_log"
              + " WHERE network = 'killed' AND node_id LIKE 'n%'";
      String all = load.accepted() + " " + load.accepted();
      await().atMost(LONG).untilAsserted(() -> assertThat(pipeline.one(landed)).isEqualTo(all));
    }
    pipeline.run("doctor", "--audit");
  }

  @Test
  void aDeletedTopicIsMissedAndMadeAgainAndRowsComeAgain() throws Exception {
    measure("before", "2025-03-01T10:00:00Z");
    pipeline.awaitRows("before", "2025-03-01 10:00:00", 3);
    String topic = Topic.DECENTRALIZATION.topicName();
    Properties client = new Properties();
    client.put("bootstrap.servers", pipeline.stack().bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      admin.deleteTopics(List.of(topic)).all().get();
      await()
          .atMost(RED_WITHIN)
          .untilAsserted(
              () ->
                  assertThat(pipeline.problems())
                      .hasEntrySatisfying("topics", why -> assertThat(why).contains(topic)));
      await().atMost(GREEN_WITHIN).until(() -> pipeline.problems().isEmpty());
      assertThat(admin.listTopics().names().get()).contains(topic);
    }
    measure("after", "2025-03-01T11:00:00Z");
    pipeline.awaitRows("after", "2025-03-01 11:00:00", 3);
    pipeline.awaitRows("before", "2025-03-01 10:00:00", 3);
  }

  private static void measure(String network, String at) throws Exception {
    Path nodes = folder.resolve(network + ".ndjson");
    Files.writeString(
        nodes,
        """
        {"network":"%s","layer":"compute","node_id":"n","status":"up","observed_at":"%s"}
        """
            .formatted(network, at));
    pipeline.run("import", "observations-json", nodes.toString());
  }

  private static void goesAndComesBack(String signal, LongSupplier child, String part)
      throws Exception {
    long pid = child.getAsLong();
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    await().atMost(RED_WITHIN).until(() -> pipeline.problems().containsKey(part));
    await()
        .atMost(GREEN_WITHIN)
        .until(() -> pipeline.problems().isEmpty() && child.getAsLong() != pid);
  }
}
