package dev.faultline.local.clickhouse.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.local.clickhouse.statement.Statement;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KillQueryTest {

  @Test
  void translatesTheIdsOfKilledQueries() {
    assertThat(killed("KILL QUERY WHERE query_id = 'query_id' OR `query_id` LIKE 'x'"))
        .isEqualTo(
            "KILL QUERY WHERE (Settings['query_cache_tag']) = 'query_id'"
                + " OR (Settings['query_cache_tag']) LIKE 'x'");
    assertThat(killed("SELECT query_id")).isEqualTo("SELECT query_id");
  }

  private static String killed(String text) {
    return new String(
        KillQuery.translate(Statement.of(text.getBytes(StandardCharsets.UTF_8))),
        StandardCharsets.UTF_8);
  }
}
