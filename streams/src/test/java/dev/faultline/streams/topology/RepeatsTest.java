package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.streams.enrich.Enricher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static final String KEY = "solana/consensus/a";
  private static final Enricher ENRICHER = Enrichers.withoutAddresses();

  private final Repeats repeats = new Repeats();

  @Property(tries = 300)
  void theSameAtAnotherTimeIsARepeat(
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long first,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long second)
      throws IOException {
    Standing standing = remember(observation(first).build());

    Repeats.Repeat repeat = repeats.of(KEY, bytes(observation(second).build(), 1));

    assertThat(repeat.observedAt()).isEqualTo(second);
    assertThat(repeat.standing()).isSameAs(standing);
  }

  @Test
  void anyOtherDifferenceIsNone() throws IOException {
    remember(observation(5).build());

    assertThat(repeats.of(KEY, bytes(observation(5).setStatus(NodeStatus.DOWN).build(), 1)))
        .isNull();
    assertThat(repeats.of(KEY, bytes(observation(5).setWeight(8L).build(), 1))).isNull();
    assertThat(repeats.of(KEY, bytes(observation(5).setNodeId("b").build(), 1))).isNull();
    assertThat(repeats.of(KEY, bytes(observation(5).setSource("other").build(), 1))).isNull();
    assertThat(repeats.of(KEY, bytes(observation(5).build(), 2))).as("other schema").isNull();
    assertThat(repeats.of("solana/consensus/b", bytes(observation(5).build(), 1))).isNull();
    assertThat(repeats.of(KEY, new byte[0])).isNull();
    assertThat(repeats.of(KEY, bytes(observation(5).build(), 1))).isNotNull();
  }

  @Test
  void aValueCutAnywhereIsNone() throws IOException {
    remember(observation(1_760_000_000_000L).build());
    byte[] whole = bytes(observation(1_760_000_000_001L).build(), 1);

    for (int length = 0; length < whole.length; length++) {
      assertThat(repeats.of(KEY, java.util.Arrays.copyOf(whole, length))).isNull();
    }
  }

  @Test
  void nothingIsRememberedOfAnotherLayout() throws IOException {
    Observation observation = observation(5).build();
    byte[] shifted = new byte[200];
    byte[] value = bytes(observation, 1);
    System.arraycopy(value, 5, shifted, 7, value.length - 5);
    repeats.remember(KEY, shifted, 5, standing(observation));

    assertThat(repeats.of(KEY, shifted)).isNull();
  }

  @Test
  void newTablesForgetAll() throws IOException {
    remember(observation(5).build());
    repeats.forget();

    assertThat(repeats.of(KEY, bytes(observation(5).build(), 1))).isNull();
  }

  private Standing remember(Observation observation) throws IOException {
    Standing standing = standing(observation);
    repeats.remember(
        KEY, bytes(observation, 1), observation.getObservedAt().toEpochMilli(), standing);
    return standing;
  }

  private static Standing standing(Observation observation) {
    return new Standing(
        new Population("solana", "consensus"),
        observation,
        ENRICHER.place(observation),
        ENRICHER.tablesVersion());
  }

  private static Observation.Builder observation(long observedAt) {
    return Observation.newBuilder()
        .setNetwork("solana")
        .setLayer("consensus")
        .setNodeId("a")
        .setObservedAt(Instant.ofEpochMilli(observedAt))
        .setStatus(NodeStatus.UP)
        .setProvider("aws")
        .setWeight(7L)
        .setSource("test");
  }

  /** As the registry's serializer lays it out. */
  private static byte[] bytes(Observation observation, int schemaId) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0, 0, 0, 0, (byte) schemaId});
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<>(Observation.class).write(observation, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
