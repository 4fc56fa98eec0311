package dev.faultline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.SourceFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
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
  private static final byte[] TELLING =
      "\"\\{}[],:\n\r\t 0-.eE\u0000\u00ff,null".getBytes(StandardCharsets.ISO_8859_1);

  @Property(tries = 2_000)
  void mutatedBytesAreTakenOrRefused(
      @ForAll("formats") SourceFormat format, @ForAll long seed, @ForAll boolean packed) {
    byte[] mutated = mutate(packed ? gzip(repeated(format)) : repeated(format), new Random(seed));

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

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(at, 1));
        case 3 -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(40), bytes.length - Math.max(from, at));
          System.arraycopy(bytes, from, bytes, at, length);
        }
        default -> throw new IllegalStateException();
      }
    }
    return bytes;
  }
}
