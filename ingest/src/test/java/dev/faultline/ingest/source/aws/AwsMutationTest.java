package dev.faultline.ingest.source.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.SourceFormat;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mutated bodies of both feeds, in UTF-8 and UTF-16: nothing throws, nothing takes a second of
 * work. {@code -Dfuzz.cases=100000} sets how many.
 */
class AwsMutationTest {

  private static final int CASES = Integer.getInteger("fuzz.cases", 20_000);
  private static final Duration LONGEST_CASE = Duration.ofSeconds(1);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final byte[] TELLING =
      "\"\\{}[],:\n\r\t 0-.eE\u0000\u00ff\u00fe<>&;APM".getBytes(StandardCharsets.ISO_8859_1);

  static List<Arguments> bodies() {
    return List.of(
        Arguments.of(new AwsHealthJson(), StandardCharsets.UTF_16BE),
        Arguments.of(new AwsHealthJson(), StandardCharsets.UTF_8),
        Arguments.of(new AwsLegacyJson(), StandardCharsets.UTF_16LE),
        Arguments.of(new AwsLegacyJson(), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void mutatedBodiesAreTakenOrRefused(SourceFormat format, Charset charset) {
    byte[] body = ("\uFEFF" + format.example()).getBytes(charset);
    long seed = 20211207;
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      byte[] mutated = mutate(body, random);
      long begin = THREADS.getCurrentThreadCpuTime();

      ReadRecords read = ReadRecords.of(format, mutated, ReadRecords.OPTIONS);

      // work, not time: the machine may be busy with something else
      assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begin))
          .as("case %d of seed %d", i, seed)
          .isLessThan(LONGEST_CASE);
      assertThat(read.refusals()).allSatisfy(refusal -> assertThat(refusal.reason()).isNotBlank());
    }
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      int kind = random.nextInt(8);
      if (kind == 0) {
        bytes = Arrays.copyOf(bytes, Math.max(at, 1));
      } else if (kind == 1) {
        int from = random.nextInt(bytes.length);
        System.arraycopy(
            bytes,
            from,
            bytes,
            at,
            Math.min(random.nextInt(40), bytes.length - Math.max(from, at)));
      } else {
        bytes[at] = kind < 5 ? TELLING[random.nextInt(TELLING.length)] : (byte) random.nextInt(256);
      }
    }
    return bytes;
  }
}
