package dev.faultline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ops/ shows and watches, against what a running pipeline tells and holds. */
interface GrafanaCases extends MetricsCases {

  Path ROOT = Path.of("..");
  Path DASHBOARDS = ROOT.resolve("ops/grafana/dashboards");

  /** The rest of a name tells which of the samples of a summary. */
  Pattern OWN = Pattern.compile("faultline_\\w+?(?=_count\\b|_sum\\b|\\b)");

  @Test
  default void everyMetricThatIsWatchedIsThereAndExplained(@TempDir Path folder) throws Exception {
    oneScrapeTellsOfTheGatewayTheSinkThePopulationsAndWhatWasRefused();
    pipeline().countPollsAndSnapshots(folder);
    Set<String> told = helpTexts().keySet();
    Set<String> watched = ownMetrics(Files.readString(rules()));
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        watched.addAll(ownMetrics(target.path("expr").asText()));
      }
    }
    assertThat(watched).hasSizeGreaterThan(15);
    assertThat(told).containsAll(watched);

    Set<String> explained =
        Pattern.compile("^\\| `(faultline_\\w+)` \\|", Pattern.MULTILINE)
            .matcher(Files.readString(ROOT.resolve("docs/runbook.md")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(explained).containsAll(told);
  }

  @Test
  default void everyPanelsQueryRunsOnTheEngine() throws Exception {
    int run = 0;
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        if (target.has("rawSql")) {
          pipeline().rows(expanded(target.path("rawSql").asText()));
          run++;
        }
      }
    }
    for (JsonNode dashboard : dashboards()) {
      for (JsonNode variable : dashboard.path("templating").path("list")) {
        pipeline().rows(variable.path("query").asText());
      }
    }
    assertThat(run).isGreaterThan(5);
  }

  @Test
  default void everyPanelAsksASourceThatIsProvisioned() throws IOException {
    String sources =
        Files.readString(ROOT.resolve("ops/grafana/provisioning/datasources/faultline.yml"));
    assertThat(panels())
        .allSatisfy(
            panel -> {
              assertThat(sources)
                  .contains("uid: " + panel.path("datasource").path("uid").asText() + "\n")
                  .contains("type: " + panel.path("datasource").path("type").asText() + "\n");
              assertThat(panel.path("title").asText()).isNotBlank();
            });
    assertThat(dashboards().stream().map(each -> each.path("uid").asText()))
        .doesNotHaveDuplicates();
  }

  private static Path rules() {
    return ROOT.resolve("ops/prometheus/faultline.rules.yml");
  }

  private static Set<String> ownMetrics(String text) {
    return OWN.matcher(text).results().map(each -> each.group()).collect(Collectors.toSet());
  }

  private static List<JsonNode> panels() throws IOException {
    return dashboards().stream()
        .flatMap(each -> StreamSupport.stream(each.path("panels").spliterator(), false))
        .toList();
  }

  private static List<JsonNode> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      List<JsonNode> dashboards = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        dashboards.add(new ObjectMapper().readTree(file.toFile()));
      }
      return dashboards;
    }
  }

  /** As the ClickHouse plugin and Grafana put in the time range and a variable. */
  private static String expanded(String sql) {
    return sql.replaceAll(
            "\\$__timeFilter\\((\\w+)\\)",
            "$1 >= toDateTime64('2020-01-01', 3) AND $1 <= toDateTime64('2030-01-01', 3)")
        .replace("${network:singlequote}", "'solana', 'audited'");
  }
}
