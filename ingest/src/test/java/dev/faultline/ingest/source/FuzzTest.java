package dev.faultline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.faultline.ingest.SourceFormats;
import dev.faultline.testkit.RecordedData;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to a feed's bytes: nothing escapes, every record is taken or refused with a
 * reason, and no case takes a second of work or 64 MiB. {@code -DargLine=-Dfuzz.cases=100000} runs
 * so many cases of each format; the seed is printed.
 */
class FuzzTest {

  private static final int CASES = Integer.getInteger("fuzz.cases", 200);
  private static final long SEED = Long.getLong("fuzz.seed", new Random().nextLong());
  private static final long MOST_BYTES = 64L << 20;
  private static final int SLICE = 6_000;
  private static final byte[] BOMB = Mutations.gzip(new byte[100 << 20]);
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final ReadOptions OPTIONS =
      ReadRecords.OPTIONS.withObservedAt(ReadRecords.NOW).withSource("fuzz");

  /** Recordings by format; the others have none. */
  private static final Map<String, String> RECORDED =
      Map.of(
          "armiarma-csv", "nodes/geobeat/celo-ips_HEAD.csv.gz",
          "aws-health-json", "incidents/captures-aicloudstatus/aws-20260801-155355-minor.json",
          "aws-legacy-json", "incidents/aws-status/raw-2021-12-07/2021-12-07T1651_d3d7719.json.gz",
          "azure-rss", "incidents/captures-aicloudstatus/azure-20260723-152634-major.json",
          "azure-servicehealth-json",
              "incidents/azure-servicehealth/azure_service_health_events.json.gz",
          "bitnodes-csv", "nodes/bitcoin-bitnodes-2023/nodes_2023-06-25_e9cc846.csv.gz",
          "gcp-incidents-json", "incidents/gcp-status/gcp_2025-06-12_revisions.ndjson",
          "solana-geo-csv", "nodes/solana-igroza/raw/2025-10-20T0057_165b8c1.csv",
          "statuspage-json", "incidents/captures-aicloudstatus/openai-20260722-114905-minor.json",
          "validators-app-json", "nodes/solana-validatorsapp/mainnet_validators_epoch860.json.gz");

  static List<SourceFormat> formats() {
    return SourceFormats.all();
  }

  static List<SourceFormat> recordedFormats() {
    return SourceFormats.all().stream()
        .filter(format -> RECORDED.containsKey(format.name()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void damagedExamples(SourceFormat format) {
    fuzz(format, format.example().getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("recordedFormats")
  void damagedRecordings(SourceFormat format) throws IOException {
    fuzz(format, slice(RECORDED.get(format.name())));
  }

  private static void fuzz(SourceFormat format, byte[] seed) {
    System.out.println("fuzzing " + format.name() + " with -Dfuzz.seed=" + SEED);
    Random random = new Random(SEED);
    ReadRecords.of(format, seed, OPTIONS);
    for (int number = 0; number < CASES; number++) {
      byte[] damaged = Mutations.of(seed, random);
      check(format, random.nextInt(8) == 0 ? Mutations.gzip(damaged) : damaged, "case " + number);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void hostileInputs(SourceFormat format) {
    String first = format.example().lines().findFirst().orElseThrow();
    check(format, BOMB, "100 MiB of zeros in a gzip bomb");
    check(format, "[".repeat(1 << 20).getBytes(StandardCharsets.UTF_8), "a million brackets");
    check(format, "{\"a\":".repeat(200_000).getBytes(StandardCharsets.UTF_8), "deep objects");
    check(format, (first + "\n" + "\"".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8), "quotes");
    check(format, (first + "\n" + "x".repeat(4 << 20)).getBytes(StandardCharsets.UTF_8), "a line");
    check(format, ("<".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8), "elements");
    check(format, new byte[0], "nothing");
  }

  private static void check(SourceFormat format, byte[] bytes, String what) {
    long allocated = THREAD.getCurrentThreadAllocatedBytes();
    long begun = THREAD.getCurrentThreadCpuTime();

    ReadRecords read = ReadRecords.of(format, bytes, OPTIONS);

    // work, not time: the machine may be busy with something else. What takes the square of its
    // input takes minutes here; a bomb's 100 MiB took 1.3 s on a machine that gave its time to
    // others
    long nanos = THREAD.getCurrentThreadCpuTime() - begun;
    assertThat(nanos).as(what).isLessThan(TimeUnit.SECONDS.toNanos(5));
    assertThat(THREAD.getCurrentThreadAllocatedBytes() - allocated).as(what).isLessThan(MOST_BYTES);
    assertThat(read.refusals()).as(what).allMatch(refusal -> !refusal.reason().isBlank());
    assertThat(read.refusals()).as(what).allMatch(refusal -> refusal.line() > 0);
  }

  /** The beginning of a recording, unpacked. */
  private static byte[] slice(String file) throws IOException {
    try (PushbackInputStream input =
        new PushbackInputStream(Files.newInputStream(RecordedData.file(file)), 2)) {
      byte[] magic = input.readNBytes(2);
      input.unread(magic);
      boolean packed = (magic[0] & 0xFF) == 0x1f && (magic[1] & 0xFF) == 0x8b;
      InputStream plain = packed ? new GZIPInputStream(input) : input;
      return plain.readNBytes(SLICE);
    }
  }
}
