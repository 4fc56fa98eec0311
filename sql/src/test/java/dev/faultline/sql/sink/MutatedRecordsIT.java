package dev.faultline.sql.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.wire.UndecodableException;
import dev.faultline.schemas.wire.WireDecoder;
import dev.faultline.sql.row.TableRoute;
import dev.faultline.sql.stack.Pipeline;
import dev.faultline.testkit.MutatedValues;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Records that something has happened to, in every topic: the sink loses these and nothing else.
 */
@WithStack
class MutatedRecordsIT {

  private static final int RECORDS = 150;
  private static final int GOOD = 100;

  /** Avro's example of what stopped the sink for good: a string of 2^31 bytes. */
  private static final byte[] LONG_STRING = {
    (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 16
  };

  /** Who publishes what is for publishers alone and lands nowhere. */
  private static final Set<Topic> LANDED =
      TableRoute.all().stream().map(TableRoute::topic).collect(Collectors.toSet());

  private final long seed = System.nanoTime();
  private Pipeline pipeline;
  private RegistrySerdes serdes;
  private SchemaRegistryClient registry;

  @BeforeEach
  void open(TestStack stack) throws Exception {
    pipeline = new Pipeline(stack);
    serdes = new RegistrySerdes(stack.registryUrl());
    registry = new CachedSchemaRegistryClient(stack.registryUrl(), 100, Map.of());
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
    pipeline.close();
  }

  @Test
  void onlyTheyAreLost() throws Exception {
    Map<Topic, Set<Long>> broken = new EnumMap<>(Topic.class);
    for (Topic topic : LANDED) {
      broken.put(topic, publishMutated(topic));
    }
    pipeline.publishMinutes(0, GOOD);
    pipeline.flush();
    try (Sink sink = new Sink(pipeline.settings(), new SimpleMeterRegistry(), Clock.systemUTC())) {
      sink.start();
      for (TableRoute<?, ?> landing : TableRoute.all()) {
        pipeline.awaitLanded(landing.topic(), landing.table().name());
      }
      // refusals of dead letters have come behind them
      pipeline.awaitLanded(Topic.DEAD_LETTERS, "dead_letters");
      assertThat(sink.failure()).isNotDone();
    }

    assertThat(pipeline.number("SELECT countIf(top_entity = 'aws') FROM decentralization"))
        .isEqualTo(GOOD);
    for (Topic topic : LANDED) {
      assertThat(refused(topic)).as("%s, seed %d", topic, seed).containsAll(broken.get(topic));
    }
    assertThat(
            pipeline.number(
                "SELECT count() - uniqExact(topic, partition, offset) FROM dead_letters FINAL"
                    + " WHERE stage = 'sink'"))
        .as("refused twice, seed %d", seed)
        .isZero();
  }

  /** Returns the offsets of those that can be no record. */
  private Set<Long> publishMutated(Topic topic) throws Exception {
    Topic other = topic == Topic.RIPPLE ? Topic.IMPACT : Topic.RIPPLE;
    MutatedValues values = new MutatedValues(topic, id(topic), id(other), seed);
    WireDecoder<SpecificRecord> decoder = serdes.decoder(topic);
    Set<Long> broken = new TreeSet<>();
    for (long offset = 0; offset < RECORDS; offset++) {
      byte[] value = offset == 0 ? longString(topic) : values.next();
      // a broker lets nothing without a key into a compacted topic
      boolean lacksKey = offset % 7 == 0 && !topic.isCompacted();
      String key = offset == 1 ? "k".repeat(800_000) : lacksKey ? null : "key";
      pipeline.publishBytes(topic, 0, key, value);
      if (isBroken(decoder, value)) {
        broken.add(offset);
      }
    }
    return broken;
  }

  private byte[] longString(Topic topic) throws Exception {
    byte[] value = java.nio.ByteBuffer.allocate(10).put((byte) 0).putInt(id(topic)).array();
    System.arraycopy(LONG_STRING, 0, value, 5, LONG_STRING.length);
    return value;
  }

  private int id(Topic topic) throws Exception {
    return registry.getLatestSchemaMetadata(topic.subject()).getId();
  }

  private Set<Long> refused(Topic topic) {
    List<List<Object>> rows =
        pipeline.query(
            "SELECT toInt64(offset) FROM dead_letters WHERE stage = 'sink' AND topic = '"
                + topic.topicName()
                + "'");
    return rows.stream().map(row -> ((Number) row.get(0)).longValue()).collect(Collectors.toSet());
  }

  private static boolean isBroken(WireDecoder<SpecificRecord> decoder, byte[] value)
      throws Exception {
    try {
      decoder.decode(value);
      return false;
    } catch (UndecodableException e) {
      return true;
    }
  }
}
