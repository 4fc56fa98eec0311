package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.schemas.Topic;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table or a topic goes away under a running sink: it says so, and goes on when it is back. */
@WithStack
class DisappearanceIT {

  private static final String TABLE = "decentralization";
  private static final int ROWS = 20;

  /** Red within 10 s, and some more for a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(20);

  private TestStack stack;
  private Pipeline pipeline;
  private Sink sink;

  @BeforeEach
  void open(TestStack running) throws Exception {
    stack = running;
    pipeline = new Pipeline(stack);
    sink = new Sink(pipeline.promptSettings(), new SimpleMeterRegistry(), Clock.systemUTC());
    sink.start();
    pipeline.publishMinutes(0, ROWS);
    pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
    awaitHealthy();
  }

  @AfterEach
  void stop() {
    sink.close();
    pipeline.close();
  }

  @Test
  void aDroppedTableIsWaitedForAndSaid() {
    String create = pipeline.query("SHOW CREATE TABLE decentralization").get(0).get(0).toString();
    pipeline.execute("DROP TABLE decentralization");
    pipeline.publishMinutes(ROWS, ROWS);

    awaitProblem("decentralization: insert has failed");
    assertThat(sink.failure()).isNotDone();

    pipeline.execute(create);
    pipeline.awaitLanded(Topic.DECENTRALIZATION, TABLE);
    awaitHealthy();
    assertThat(pipeline.number("SELECT count() FROM decentralization")).isEqualTo(ROWS);
    assertThat(pipeline.number("SELECT count() FROM dead_letters")).isZero();
  }

  @Test
  void anEmptyTopicThatIsDeletedComesBack() throws Exception {
    delete(Topic.RIPPLE);

    awaitProblem("topic " + Topic.RIPPLE.topicName() + " does not exist");

    TopicAdmin.createTopics(stack.kafkaClient(), Optional.empty(), (short) 1);
    awaitHealthy();
    assertThat(sink.failure()).isNotDone();
  }

  @Test
  void aTopicThatIsMadeAnewIsNotTakenForTheOldOne() throws Exception {
    delete(Topic.DECENTRALIZATION);
    TopicAdmin.createTopics(stack.kafkaClient(), Optional.empty(), (short) 1);
    pipeline.publishMinutes(ROWS, ROWS);

    await().atMost(Duration.ofSeconds(60)).until(() -> sink.failure().isDone());
    assertThat(sink.failure().join()).hasMessageContaining("epoch");
  }

  private void delete(Topic topic) throws Exception {
    try (Admin admin = Admin.create(stack.kafkaClient())) {
      admin.deleteTopics(List.of(topic.topicName())).all().get();
      await()
          .atMost(SOON)
          .until(() -> !admin.listTopics().names().get().contains(topic.topicName()));
    }
  }

  private void awaitProblem(String text) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(sink.health().problem())
                    .hasValueSatisfying(problem -> assertThat(problem).startsWith(text)));
  }

  private void awaitHealthy() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(sink.health().problem()).isEmpty();
              assertThat(sink.health().tables())
                  .allSatisfy(table -> assertThat(table.lag()).hasValue(0));
            });
  }
}
