package dev.faultline.ingest.source.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.source.Mutations;
import dev.faultline.ingest.source.ReadRecords;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
      byte[] mutated = Mutations.of(table.bytes, random);
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
}
