package dev.faultline.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.providers.Providers;
import dev.faultline.streams.enrich.AsnTable;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.RegionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedTablesTest {
  private static final Duration NEVER_BY_ITSELF = Duration.ofDays(1);

  @TempDir private Path folder;
  private Path ranges;

  @BeforeEach
  void writeRanges() throws IOException {
    ranges = folder.resolve("ip-ranges.json");
    write("us-east-1");
  }

  @Test
  void aChangedFileIsLoadedOnceItKeepsStill() throws IOException {
    try (WatchedTables tables = open()) {
      Enricher before = tables.get();
      tables.reloadIfChanged();
      assertThat(tables.get()).isSameAs(before);

      write("ap-southeast-1");
      tables.reloadIfChanged();
      assertThat(tables.get()).as("it may still be being written").isSameAs(before);
      tables.reloadIfChanged();
      Enricher after = tables.get();
      assertThat(after.tablesVersion()).isNotEqualTo(before.tablesVersion());
      tables.reloadIfChanged();
      assertThat(tables.get()).isSameAs(after);
    }
  }

  @Test
  void aBrokenFileLeavesTheTablesBeforeInUse() throws IOException {
    try (WatchedTables tables = open()) {
      Enricher before = tables.get();
      Files.writeString(ranges, "{\"prefixes\": ");
      tables.reloadIfChanged();
      tables.reloadIfChanged();
      assertThat(tables.get()).isSameAs(before);

      write("ap-southeast-1");
      tables.reloadIfChanged();
      tables.reloadIfChanged();
      assertThat(tables.get()).isNotSameAs(before);
    }
  }

  @Test
  void looksByItself() throws Exception {
    try (WatchedTables tables =
        WatchedTables.open(List.of(ranges), Duration.ofMillis(20), this::load)) {
      Enricher before = tables.get();
      write("ap-southeast-1");
      await().untilAsserted(() -> assertThat(tables.get()).isNotSameAs(before));
    }
  }

  @Test
  void tablesThatCannotBeLoadedAtFirstAreAnError() throws IOException {
    Files.writeString(ranges, "nothing of the kind");
    assertThatThrownBy(this::open).isInstanceOf(IOException.class);
  }

  private WatchedTables open() throws IOException {
    return WatchedTables.open(List.of(ranges), NEVER_BY_ITSELF, this::load);
  }

  private Enricher load() throws IOException {
    return new Enricher(Providers.load(), AsnTable.empty(), RegionTable.load(List.of(ranges)));
  }

  private void write(String region) throws IOException {
    Files.writeString(
        ranges,
        "{\"prefixes\": [{\"ip_prefix\": \"3.5.140.0/22\", \"region\": \"%s\"}]}"
            .formatted(region));
  }
}
