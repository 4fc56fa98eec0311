package dev.faultline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.wire.RegistryUnavailableException;
import dev.faultline.schemas.wire.UndecodableException;
import dev.faultline.schemas.wire.WireDecoder;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.lang.management.ManagementFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever has happened to a value, decoding it gives a record or a short reason, and no more. */
class MutatedValuesTest {

  private static final int VALUES = 10_000;
  private static final long MOST_ALLOCATED = 4L << 20;

  @ParameterizedTest
  @EnumSource(Topic.class)
  void decodingHasTwoOutcomes(Topic topic) throws Exception {
    SchemaRegistryClient registry = MockSchemaRegistry.getClientForScope("mutated");
    int other = id(registry, topic == Topic.RIPPLE ? Topic.IMPACT : Topic.RIPPLE);
    long seed = System.nanoTime();
    MutatedValues values = new MutatedValues(topic, id(registry, topic), other, seed);
    WireDecoder<SpecificRecord> decoder = new RegistrySerdes("mock://mutated").decoder(topic);
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    // the first ones load classes
    for (int i = 0; i < 100; i++) {
      isRefused(decoder, values.next(), "seed " + seed);
    }
    int refused = 0;
    for (int i = 0; i < VALUES; i++) {
      byte[] value = values.next();
      long before = thread.getCurrentThreadAllocatedBytes();
      refused += isRefused(decoder, value, "seed " + seed + ", value " + i) ? 1 : 0;
      assertThat(thread.getCurrentThreadAllocatedBytes() - before)
          .as("allocated for value %d of seed %d", i, seed)
          .isLessThan(MOST_ALLOCATED);
    }
    assertThat(refused).as("seed %d", seed).isBetween(VALUES / 4, VALUES);
  }

  private static boolean isRefused(
      WireDecoder<SpecificRecord> decoder, byte[] value, String which) {
    try {
      assertThat(decoder.decode(value)).isNotNull();
      return false;
    } catch (UndecodableException e) {
      assertThat(e.getMessage().length()).as(which).isLessThanOrEqualTo(512);
      return true;
    } catch (RegistryUnavailableException e) {
      throw new AssertionError(which, e);
    }
  }

  private static int id(SchemaRegistryClient registry, Topic topic) throws Exception {
    return registry.register(
        topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
  }
}
