package dev.faultline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.SourceFormats;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever happens to the bytes of a feed, every record is taken or refused, and nothing throws.
 */
class MutationTest {

  private static final ReadOptions OPTIONS =
      ReadRecords.OPTIONS.withObservedAt(Instant.parse("2025-10-20T00:57:00Z"));

  @Property(tries = 2_000)
  void mutatedBytesAreTakenOrRefused(
      @ForAll("formats") SourceFormat format, @ForAll long seed, @ForAll boolean packed) {
    byte[] mutated =
        Mutations.of(
            packed ? Mutations.gzip(repeated(format)) : repeated(format), new Random(seed));

    ReadRecords read = ReadRecords.of(format, mutated, OPTIONS);

    assertThat(read.refusals())
        .allSatisfy(
            refusal -> {
              assertThat(refusal.reason()).isNotBlank();
              assertThat(refusal.line()).isPositive();
            });
    assertThat(read.lines()).isSorted();
  }

  @Property(tries = 500)
  void randomBytesAreTakenOrRefused(@ForAll("formats") SourceFormat format, @ForAll byte[] bytes) {
    ReadRecords read = ReadRecords.of(format, bytes, OPTIONS);

    assertThat(read.lines()).isEmpty();
  }

  @Provide
  Arbitrary<SourceFormat> formats() {
    return Arbitraries.of(SourceFormats.all());
  }

  private static byte[] repeated(SourceFormat format) {
    String example = format.example();
    String more =
        example.startsWith("[") ? "" : "\n" + example.lines().skip(1).findFirst().orElse("");
    return (example + more.repeat(3)).getBytes(StandardCharsets.UTF_8);
  }
}
