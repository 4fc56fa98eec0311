package dev.faultline.cli.service;

import dev.faultline.schemas.Topic;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.service.health.HealthCheck;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Whether all topics of the catalogue are there. One that somebody deleted stalls whoever writes to
 * it, and with it every population; where the broker is ours it is made again, empty.
 */
public final class TopicCheck implements HealthCheck, AutoCloseable {

  private final Map<String, Object> client;
  private final Optional<Consumer<String>> restored;
  private Admin admin;

  /**
   * @param client how to reach Kafka
   * @param restored if given, missing topics are made again, and it is told which
   */
  public TopicCheck(Map<String, Object> client, Optional<Consumer<String>> restored) {
    this.client = client;
    this.restored = restored;
  }

  @Override
  public synchronized Optional<String> problem() throws Exception {
    List<String> missing = missing();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    if (restored.isEmpty()) {
      return Optional.of(
          String.join(", ", missing)
              + (missing.size() == 1 ? " is" : " are")
              + " not there. 'faultline migrate' makes it again, empty.");
    }
    List<String> made = TopicAdmin.createTopics(client, Optional.empty(), (short) 1);
    made.forEach(
        topic -> restored.get().accept(topic + " had been deleted; it is made again, empty"));
    return Optional.of(String.join(", ", missing) + " had been deleted");
  }

  private List<String> missing() throws ExecutionException, InterruptedException {
    if (admin == null) {
      admin = Admin.create(client);
    }
    Set<String> existing = admin.listTopics().names().get();
    return Arrays.stream(Topic.values())
        .map(Topic::topicName)
        .filter(topic -> !existing.contains(topic))
        .toList();
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
