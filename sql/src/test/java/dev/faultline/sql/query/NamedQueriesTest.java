package dev.faultline.sql.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NamedQueriesTest {

  private static final Instant NOW = Instant.parse("2025-10-20T07:00:00.250Z");
  private static final Pattern BOUND = Pattern.compile("\\{([a-z_0-9]+):([^}]+)}");

  static Collection<NamedQuery> queries() {
    return NamedQueries.bundled().all();
  }

  @Test
  void theListNamesTheFilesOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("queries"))) {
      assertThat(queries())
          .extracting(query -> query.name() + ".sql")
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.equals("LIST"))
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("queries")
  void theCommentSaysAllThatTheQueryTakes(NamedQuery query) {
    assertThat(query.question()).endsWith("?");
    Set<String> used = new TreeSet<>();
    Matcher matcher = BOUND.matcher(query.text());
    while (matcher.find()) {
      used.add(matcher.group(1) + " " + matcher.group(2));
    }
    assertThat(used)
        .containsExactlyInAnyOrderElementsOf(
            query.parameters().stream()
                .map(parameter -> parameter.name() + " " + parameter.type())
                .toList());
    assertThat(query.columns()).allSatisfy(each -> assertThat(each.meaning()).endsWith("."));
    assertThat(query.parameters()).allSatisfy(each -> assertThat(each.meaning()).endsWith("."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "String | it's \\ | it's \\\\",
        "UInt32 | 4294967295 | 4294967295",
        "UInt64 | 18446744073709551615 | 18446744073709551615",
        "Float64 | 0.25 | 0.25",
        "DateTime64(3, 'UTC') | 2025-10-20T00:57:00Z | 2025-10-20 00:57:00.000",
        "DateTime64(3, 'UTC') | now | 2025-10-20 07:00:00.250"
      },
      quoteCharacter = '"')
  void valuesAreWrittenAsClickHouseReadsThem(String type, String text, String bound) {
    assertThat(new QueryParameter("p", type, Optional.empty(), "").bind(text, NOW))
        .isEqualTo(bound);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UInt32 | 4294967296 | a whole number from 0 to 4294967295",
        "UInt32 | -1 | a whole number",
        "UInt32 | ten | a whole number",
        "Float64 | NaN | a number such as",
        "DateTime64(3, 'UTC') | yesterday | a time in UTC such as 2025-10-20T00:57:00Z"
      },
      quoteCharacter = '"')
  void aValueOfTheWrongTypeIsRefused(String type, String text, String message) {
    assertThatThrownBy(() -> new QueryParameter("p", type, Optional.empty(), "").bind(text, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' for p is not " + message);
  }

  @Test
  void whatIsMissingOrUnknownIsNamed() {
    NamedQuery query = NamedQueries.bundled().find("nakamoto-history").orElseThrow();

    assertThatThrownBy(() -> query.bind(Map.of(), NOW))
        .hasMessageContaining("needs --param network=…");
    assertThatThrownBy(() -> query.bind(Map.of("network", "solana", "windw", "1"), NOW))
        .hasMessageContaining("has no parameter 'windw'")
        .hasMessageContaining("It has: network, layer, dimension, since, until, every_s.");
    assertThat(query.bind(Map.of("network", "solana"), NOW))
        .containsEntry("dimension", "provider")
        .containsEntry("until", "2025-10-20 07:00:00.250");
  }

  @Test
  void aFileWithoutItsCommentIsRefused() {
    assertThatThrownBy(() -> QueryFile.parse("bare", "SELECT 1"))
        .hasMessageContaining("bare has no comment");
    assertThatThrownBy(() -> QueryFile.parse("odd", "-- Q?\n-- Columns:\n--   a b c\n"))
        .hasMessageContaining("odd: 'a b c' is not");
  }
}
