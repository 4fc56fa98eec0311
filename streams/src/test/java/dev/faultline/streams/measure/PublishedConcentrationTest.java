package dev.faultline.streams.measure;

import static dev.faultline.streams.measure.Fixtures.measure;
import static dev.faultline.streams.measure.Fixtures.ranking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.faultline.streams.network.FaultRule;
import dev.faultline.testkit.RecordedData;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Concentrations that others published for 2025-10-21, nodes/operators-hhi-2025-10-21. */
class PublishedConcentrationTest {

  private static final FaultRule THIRD = new FaultRule(1, 3, false);
  private static final FaultRule HALF = new FaultRule(1, 2, false);

  @ParameterizedTest
  @CsvSource({
    "cosmoshub.csv, power, 0.041973, 6, 11",
    "eth_rated_operators.csv, effective_balance_gwei, 0.027255, 8, 15",
    "eth_owners.csv.gz, effective_balance_gwei, 0.072732, 3, 13"
  })
  void reproduces(String file, String column, double hhi, int third, int half) throws IOException {
    long[] weights;
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder()
            .ofNamedCsvRecord(RecordedData.open("nodes/operators-hhi-2025-10-21/" + file))) {
      weights = rows.stream().mapToLong(row -> Long.parseLong(row.getField(column))).toArray();
    }

    assertThat(measure(weights).hhi()).isCloseTo(hhi, within(5e-7));
    assertThat(Nakamoto.coefficient(ranking(weights), THIRD)).isEqualTo(third);
    assertThat(Nakamoto.coefficient(ranking(weights), HALF)).isEqualTo(half);
  }
}
