package dev.faultline.streams.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.Enrichers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class LastObservationTest {
  private static final long LAST_TIME = 253_402_300_799_999L;
  private static final byte[] KEY =
      new Population("solana", "consensus").nodeKey("a").getBytes(StandardCharsets.UTF_8);
  private static final ObservationFingerprint FINGERPRINT = new ObservationFingerprint();
  private static final Enricher ENRICHER = Enrichers.withoutAddresses();

  @Property(tries = 300)
  void theSameAtAnotherTimeIsARepetition(
      @ForAll @LongRange(min = 0, max = LAST_TIME) long first,
      @ForAll @LongRange(min = 0, max = LAST_TIME) long second)
      throws IOException {
    LastObservation last = last(observation(first).build());

    assertThat(again(last, bytes(observation(second).build(), 1))).isTrue();
    assertThat(FINGERPRINT.observedAt()).isEqualTo(second);
  }

  @Test
  void anyOtherDifferenceIsSomethingElse() throws IOException {
    LastObservation last = last(observation(5).build());

    for (Observation other :
        List.of(
            observation(5).setStatus(NodeStatus.DOWN).build(),
            observation(5).setWeight(8L).build(),
            observation(5).setNodeId("b").build(),
            observation(5).setSource("other").build())) {
      assertThat(again(last, bytes(other, 1))).as(other.toString()).isFalse();
    }
    byte[] same = bytes(observation(5).build(), 1);
    assertThat(again(last, bytes(observation(5).build(), 2))).as("other schema").isFalse();
    assertThat(again(last, new byte[0])).isFalse();
    assertThat(again(last, "solana/consensus/b".getBytes(StandardCharsets.UTF_8), same))
        .as("other key")
        .isFalse();
    assertThat(again(last, same)).isTrue();
    assertThat(last.isRepeatedBy(FINGERPRINT, Enrichers.withoutAddresses()))
        .as("other tables")
        .isFalse();
    assertThat(again(LastObservation.none(), same)).isFalse();
  }

  @Property(tries = 300)
  void anyOtherByteIsSomethingElse(@ForAll @IntRange(max = 199) int at, @ForAll byte other)
      throws IOException {
    LastObservation last = last(observation(1_760_000_000_000L).build());
    byte[] value = bytes(observation(1_760_000_000_000L).build(), 1);
    int changed = at % value.length;
    boolean isSame = value[changed] == other;
    value[changed] = other;

    boolean again = again(last, value);
    assertThat(again && FINGERPRINT.observedAt() == 1_760_000_000_000L).isEqualTo(isSame);
  }

  @Test
  void aTimeThatNoIndexCanHaveIsLookedAtAgain() throws IOException {
    LastObservation last = last(observation(5).build());

    for (long time : new long[] {-1, Long.MIN_VALUE, LAST_TIME + 1, Long.MAX_VALUE}) {
      assertThat(again(last, bytes(observation(time).build(), 1))).isFalse();
    }
  }

  @Test
  void aValueCutAnywhereIsSomethingElse() throws IOException {
    LastObservation last = last(observation(1_760_000_000_000L).build());
    byte[] whole = bytes(observation(1_760_000_000_001L).build(), 1);

    for (int length = 0; length < whole.length; length++) {
      assertThat(again(last, Arrays.copyOf(whole, length))).isFalse();
    }
  }

  @Test
  void nothingIsRememberedOfAnotherLayout() throws IOException {
    Observation observation = observation(5).build();
    byte[] shifted = new byte[200];
    byte[] value = bytes(observation, 1);
    System.arraycopy(value, 5, shifted, 7, value.length - 5);

    LastObservation last = of(shifted, observation);
    assertThat(again(last, shifted)).isFalse();
    assertThat(again(last, value)).isFalse();
  }

  private static boolean again(LastObservation last, byte[] value) {
    return again(last, KEY, value);
  }

  /** Compares a record that lies somewhere among other bytes. */
  private static boolean again(LastObservation last, byte[] key, byte[] value) {
    byte[] among = new byte[key.length + value.length + 20];
    Arrays.fill(among, (byte) 0x11);
    System.arraycopy(key, 0, among, 13, key.length);
    int valueBegin = 13 + key.length;
    System.arraycopy(value, 0, among, valueBegin, value.length);
    FINGERPRINT.read(among, 13, valueBegin, valueBegin + value.length);
    return last.isRepeatedBy(FINGERPRINT, ENRICHER);
  }

  private static LastObservation last(Observation observation) throws IOException {
    return of(bytes(observation, 1), observation);
  }

  private static LastObservation of(byte[] value, Observation observation) {
    NodeAttributes attributes = new NodeAttributes(true, 7, List.of("aws"));
    return LastObservation.of(
        new NodeEntry(new Population("solana", "consensus"), 0, "a"),
        value,
        observation.getObservedAt().toEpochMilli(),
        attributes,
        1,
        ENRICHER);
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
