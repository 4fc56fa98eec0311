package dev.faultline.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.local.EmbeddedClickHouse;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that the engine makes in many blocks. */
class ManyBlocksIT {

  private static EmbeddedClickHouse clickhouse;

  @BeforeAll
  static void start() throws Exception {
    clickhouse = EmbeddedClickHouse.start(false);
  }

  @AfterAll
  static void stop() throws Exception {
    clickhouse.close();
  }

  @Test
  void breaksTheConnectionWhenAnErrorComesLate() throws Exception {
    String sql = "SELECT throwIf(number = 2000000) FROM numbers(3000000)";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(clickhouse.url() + "/?max_block_size=10000"))
            .POST(HttpRequest.BodyPublishers.ofString(sql));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> clickhouse.send(request))
        .isInstanceOf(java.io.IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "CSV, 200000, 0",
    "CSVWithNames, 200001, 1",
    "TabSeparatedWithNamesAndTypes, 200002, 2",
    "JSONEachRow, 200000, 200000",
    "JSONCompactEachRowWithNames, 200001, 1"
  })
  void joinsTheBlocksOfAStream(String format, int lines, int lettered) throws Exception {
    String text =
        clickhouse.query(
            "SELECT number AS n FROM numbers(200000) FORMAT "
                + format
                + " SETTINGS max_block_size = 10000");
    assertThat(text.lines()).hasSize(lines);
    assertThat(text.lines().filter(line -> line.matches(".*[a-z].*"))).hasSize(lettered);
  }

  @Test
  void keepsRowsThatComeAfterManyBlocksWithoutAny() throws Exception {
    assertThat(
            clickhouse.query(
                "SELECT number FROM numbers(5000000) WHERE number % 2000000 = 1999999"
                    + " SETTINGS max_block_size = 1000"))
        .isEqualTo("1999999\n3999999");
  }

  @Test
  void writesWholeDocumentsFromManyBlocks() throws Exception {
    String json =
        clickhouse.query(
            "SELECT number AS n FROM numbers(200000) FORMAT JSON SETTINGS max_block_size = 10000");
    assertThat(json).startsWith("{").endsWith("}").contains("\"rows\": 200000,");
    String totals =
        clickhouse.query(
            "SELECT number % 2 AS k, count() FROM numbers(10) GROUP BY k WITH TOTALS ORDER BY k"
                + " FORMAT JSONCompact");
    assertThat(totals.split("\"totals\"", -1)).hasSize(2);
  }
}
