package dev.faultline.ingest.source.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.source.ReadRecords;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever happens to a table, through every shipped mapping nothing throws. */
class MappedMutationTest {

  private static final String TELLING = "\"';{}[],:\n\r\t 0-.eE\u0000<nullNA";

  /** A table that a mapping reads. */
  private record Table(ObservationsCsv format, byte[] bytes) {}

  /** So many cases in all; more with {@code -Dfuzz.cases}. */
  private static final int CASES = Integer.getInteger("fuzz.cases", 10_000);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int TRIES = 100;

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void mutatedTablesAreTakenOrRefused(@ForAll("tables") Table table, @ForAll long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CASES / TRIES; i++) {
      byte[] mutated = mutate(table.bytes, random);
      long begun = THREADS.getCurrentThreadCpuTime();

      ReadRecords read = ReadRecords.of(table.format, mutated, Mappings.OPTIONS);

      assertThat(THREADS.getCurrentThreadCpuTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(1));
      assertThat(read.lines()).isSorted();
      assertThat(read.refusals()).allSatisfy(r -> assertThat(r.reason()).isNotBlank());
    }
  }

  @Provide
  Arbitrary<Table> tables() throws IOException, MappingException {
    List<Table> tables = new ArrayList<>();
    for (Path sample : ShippedMappingsTest.samples()) {
      Mapping mapping = Mappings.shipped(ShippedMappingsTest.name(sample));
      tables.add(new Table(new ObservationsCsv(mapping), Files.readAllBytes(sample)));
    }
    return Arbitraries.of(tables);
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          (byte)
              (random.nextInt(4) == 0
                  ? random.nextInt(256)
                  : TELLING.charAt(random.nextInt(TELLING.length())));
    }
    return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }
}
