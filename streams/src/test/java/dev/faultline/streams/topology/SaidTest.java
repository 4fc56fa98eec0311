package dev.faultline.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.streams.enrich.Enricher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class SaidTest {
  private static final long LAST_TIME = 253_402_300_799_999L;
  private static final byte[] KEY =
      new Population("solana", "consensus").nodeKey("a").getBytes(StandardCharsets.UTF_8);
  private static final Enricher ENRICHER = Enrichers.withoutAddresses();

  @Test
  void isOfItsKeyAndNoOther() throws IOException {
    for (Said said : List.of(Said.nothing(KEY), said(observation(5).build()))) {
      assertThat(said.key()).isEqualTo(KEY);
      assertThat(said.isOf(KEY, 0, KEY.length)).isTrue();
      assertThat(said.isOf(KEY, 0, KEY.length - 1)).isFalse();
      assertThat(said.isOf(KEY, 1, KEY.length)).isFalse();
    }
  }

  @Property(tries = 300)
  void theSameAtAnotherTimeIsSaidAgain(
      @ForAll @LongRange(min = 0, max = LAST_TIME) long first,
      @ForAll @LongRange(min = 0, max = LAST_TIME) long second)
      throws IOException {
    Said said = said(observation(first).build());

    assertThat(again(said, bytes(observation(second).build(), 1))).isEqualTo(second);
  }

  @Test
  void anyOtherDifferenceIsSomethingElse() throws IOException {
    Said said = said(observation(5).build());

    for (Observation other :
        List.of(
            observation(5).setStatus(NodeStatus.DOWN).build(),
            observation(5).setWeight(8L).build(),
            observation(5).setNodeId("b").build(),
            observation(5).setSource("other").build())) {
      assertThat(again(said, bytes(other, 1))).as(other.toString()).isEqualTo(Said.ELSE);
    }
    byte[] same = bytes(observation(5).build(), 1);
    assertThat(again(said, bytes(observation(5).build(), 2)))
        .as("other schema")
        .isEqualTo(Said.ELSE);
    assertThat(said.again(same, 0, same.length, Enrichers.withoutAddresses()))
        .as("other tables")
        .isEqualTo(Said.ELSE);
    assertThat(again(said, new byte[0])).isEqualTo(Said.ELSE);
    assertThat(again(said, same)).isEqualTo(5);
  }

  @Test
  void aTimeThatNoIndexCanHaveIsLookedAtAgain() throws IOException {
    Said said = said(observation(5).build());

    for (long time : new long[] {-1, Long.MIN_VALUE, LAST_TIME + 1, Long.MAX_VALUE}) {
      assertThat(again(said, bytes(observation(time).build(), 1))).isEqualTo(Said.ELSE);
    }
  }

  @Test
  void aValueCutAnywhereIsSomethingElse() throws IOException {
    Said said = said(observation(1_760_000_000_000L).build());
    byte[] whole = bytes(observation(1_760_000_000_001L).build(), 1);

    for (int length = 0; length < whole.length; length++) {
      assertThat(again(said, Arrays.copyOf(whole, length))).isEqualTo(Said.ELSE);
    }
  }

  @Test
  void nothingIsRememberedOfAnotherLayout() throws IOException {
    Observation observation = observation(5).build();
    byte[] shifted = new byte[200];
    byte[] value = bytes(observation, 1);
    System.arraycopy(value, 5, shifted, 7, value.length - 5);

    Said said = of(shifted, observation);
    assertThat(again(said, shifted)).isEqualTo(Said.ELSE);
    assertThat(again(said, value)).isEqualTo(Said.ELSE);
    assertThat(said.key()).isEqualTo(KEY);
  }

  /** Compares a value that lies somewhere among other bytes. */
  private static long again(Said said, byte[] value) {
    byte[] among = new byte[value.length + 20];
    Arrays.fill(among, (byte) 0x11);
    System.arraycopy(value, 0, among, 13, value.length);
    return said.again(among, 13, 13 + value.length, ENRICHER);
  }

  private static Said said(Observation observation) throws IOException {
    return of(bytes(observation, 1), observation);
  }

  private static Said of(byte[] value, Observation observation) {
    PlacedObservation placed =
        new PlacedObservation(
            new Population("solana", "consensus"),
            observation,
            ENRICHER.place(observation),
            ENRICHER);
    return Said.of(Said.nothing(KEY), value, placed, placed.standing("a"), placed.digest());
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
