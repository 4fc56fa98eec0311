package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.sql.stack.Records;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cannot land goes to the dead letters alone, with its raw bytes, and the rest lands. */
@WithStack
class RefusalIT {

  private static final int ROWS = 10_000;
  private static final int BAD = 7_321;

  private Pipeline pipeline;
  private Sink sink;

  @BeforeEach
  void open(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
    sink = new Sink(pipeline.settings(), new SimpleMeterRegistry(), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    sink.close();
    pipeline.close();
  }

  @Test
  void oneRowAmongTenThousandThatTheServerRefuses() {
    pipeline.execute("ALTER TABLE decentralization ADD CONSTRAINT not_bad CHECK nodes != " + BAD);
    pipeline.publishMinutes(0, ROWS);
    sink.start();
    pipeline.awaitLanded(Topic.DECENTRALIZATION, "decentralization");
    pipeline.awaitLanded(Topic.DEAD_LETTERS, "dead_letters");

    assertThat(pipeline.number("SELECT count() FROM decentralization")).isEqualTo(ROWS - 1);
    assertThat(pipeline.number("SELECT countIf(nodes = " + BAD + ") FROM decentralization"))
        .isZero();
    byte[] raw =
        new RegistrySerdes(pipeline.settings().registryUrl())
            .serializer()
            .serialize(
                Topic.DECENTRALIZATION.topicName(),
                Records.decentralization(Records.T.plus(Duration.ofMinutes(BAD)))
                    .setNodes(BAD)
                    .build());
    assertThat(
            pipeline.query(
                "SELECT stage, source, topic, partition, toInt64(offset), key, hex(value),"
                    + " reason LIKE '%not_bad%' FROM dead_letters"))
        .containsExactly(
            List.of(
                "sink",
                Topic.DECENTRALIZATION.topicName(),
                Topic.DECENTRALIZATION.topicName(),
                0L,
                (long) BAD,
                "solana/consensus",
                HexFormat.of().withUpperCase().formatHex(raw),
                (short) 1));
  }

  @Test
  void bytesSchemasAndValuesThatCannotBe() {
    pipeline.publish(Topic.OBSERVATIONS, 0, "k0", Records.observation("good", Records.T).build());
    pipeline.publish(
        Topic.OBSERVATIONS, 0, "k1", Records.observation("n1", Records.T).setWeight(-7L).build());
    pipeline.publishBytes(
        Topic.OBSERVATIONS, 0, "k2", "{not avro}".getBytes(StandardCharsets.UTF_8));
    pipeline.publishBytes(
        Topic.OBSERVATIONS, 0, "k3", new byte[] {0, 0x7F, (byte) 0xFF, (byte) 0xFF, 1, 2});
    pipeline.publish(
        Topic.OBSERVATIONS, 0, "k4", Records.observation("good too", Records.T).build());
    sink.start();
    pipeline.awaitLanded(Topic.OBSERVATIONS, "observations");
    pipeline.awaitLanded(Topic.DEAD_LETTERS, "dead_letters");

    assertThat(pipeline.query("SELECT node_id FROM observations ORDER BY _offset"))
        .containsExactly(List.of("good"), List.of("good too"));
    assertThat(
            pipeline.query(
                "SELECT toInt64(offset), key, ifNull(field, '-'), reason FROM dead_letters"
                    + " ORDER BY offset"))
        .containsExactly(
            List.of(1L, "k1", "weight", "-7 is negative"),
            List.of(
                2L, "k2", "-", "is not in Confluent's wire format (a zero byte and a schema id)"),
            List.of(3L, "k3", "-", "names schema 2147483393, which the registry does not know"));
  }
}
