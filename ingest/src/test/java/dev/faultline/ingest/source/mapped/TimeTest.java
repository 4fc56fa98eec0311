package dev.faultline.ingest.source.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTest {

  private static ReadRecords read(String keys, String time) throws MappingException {
    return Mappings.readField(
        "observed_at: {column: seen, " + keys + "}", "id,seen\na,\"" + time + "\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          time: iso | 2024-03-29T07:08:29+02:00 | 2024-03-29T05:08:29Z
          time: epoch-seconds | 1760921820 | 2025-10-20T00:57:00Z
          time: epoch-seconds | 1760921820.1239 | 2025-10-20T00:57:00.123Z
          time: epoch-seconds | 1.76092182E9 | 2025-10-20T00:57:00Z
          time: epoch-millis | 1760921820123 | 2025-10-20T00:57:00.123Z
          pattern: 'yyyy-MM-dd HH:mm:ss', zone: UTC | 2025-10-20 00:57:00 | 2025-10-20T00:57:00Z
          pattern: 'uuuu-MM-dd HH:mm:ss', zone: UTC | 2025-10-20 00:57:00 | 2025-10-20T00:57:00Z
          pattern: 'dd.MM.yyyy HH:mm', zone: Europe/Berlin | 20.10.2025 02:57 | 2025-10-20T00:57:00Z
          pattern: 'dd.MM.yyyy HH:mm', zone: Europe/Berlin | 30.03.2025 02:30 | 2025-03-30T01:30:00Z
          pattern: 'dd.MM.yyyy HH:mm', zone: Europe/Berlin | 26.10.2025 02:30 | 2025-10-26T00:30:00Z
          pattern: 'yyyyMMdd', zone: '+02:00' | 20251020 | 2025-10-19T22:00:00Z
          pattern: 'd MMM yyyy HH:mm Z' | 20 Oct 2025 02:57 +0200 | 2025-10-20T00:57:00Z
          pattern: 'MMM d, yyyy h:mm a', zone: UTC | Oct 20, 2025 1:57 PM | 2025-10-20T13:57:00Z
          """)
  void isReadAsTheMappingSays(String keys, String time, String instant) throws Exception {
    ReadRecords read = read(keys, time);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(node -> node.getObservedAt().toString())
        .containsExactly(instant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          time: iso | 2025-10-20 00:57:00 | is not a time with an offset
          time: epoch-seconds | 1760921820000 | in the future
          time: epoch-seconds | yesterday | is not a number
          time: epoch-millis | 1760921820 | is before 2009
          time: epoch-millis | 1e300 | is more than
          time: epoch-seconds | 9223372036854775807 | is more than
          pattern: 'yyyy-MM-dd', zone: UTC | 2025-02-30 | is not a time such as 2025-10-20
          pattern: 'yyyy-MM-dd HH:mm', zone: UTC | 2025-02-03 24:00 | is not a time such as
          """)
  void isRefusedWhereItIsNoTime(String keys, String time, String reason) throws Exception {
    ReadRecords read = read(keys, time);

    assertThat(read.observations()).isEmpty();
    assertThat(read.refusals()).hasSize(1);
    assertThat(read.refusals().get(0).field()).contains("observed_at");
    assertThat(read.refusals().get(0).reason()).startsWith("column seen: ").contains(reason);
  }

  @Test
  void aTableWithoutATimeAsksTheUserOnce() throws Exception {
    ReadRecords read =
        ReadRecords.of(
            new ObservationsCsv(Mappings.of("fields: {node_id: id, status: {constant: up}}")),
            "id\na\nb\n",
            ReadRecords.OPTIONS.withPopulation("testnet", "consensus"));

    assertThat(read.observations()).isEmpty();
    assertThat(read.refusals())
        .extracting(Refusal::extent)
        .containsExactly(Refusal.Extent.REST_OF_INPUT);
    assertThat(read.refusals().get(0).reason()).contains("--observed-at");
  }
}
