package dev.faultline.e2e;

import static dev.faultline.e2e.RunningPipeline.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.clickhouse.data.ClickHouseFormat;
import dev.faultline.sql.query.NamedQueries;
import dev.faultline.sql.query.NamedQuery;
import dev.faultline.sql.query.QueryColumn;
import dev.faultline.sql.query.QueryRunner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of {@code sql/queries} on one story: of 20 nodes eight are in us-east-1, which fails
 * at 10:03 and takes six with it; an exchange falls with it; its end is told otherwise an hour
 * later; three weeks later five nodes have moved from Hetzner to OVH.
 */
interface NamedQueryCases {

  String INCIDENTS =
      """
      {"source":"asked","incident_id":"use1","known_at":"2025-06-01T10:04:00Z","provider":"aws","status":"investigating","severity":"critical","begins_at":"2025-06-01T10:03:00Z","title":"us-east-1 is down","scopes":[{"region":"us-east-1"}]}
      {"source":"asked","incident_id":"bourse","known_at":"2025-06-01T10:06:00Z","kind":"dependant","provider":"bourse","status":"resolved","severity":"minor","begins_at":"2025-06-01T10:05:00Z","ends_at":"2025-06-01T10:06:00Z","title":"Withdrawals delayed"}
      {"source":"asked","incident_id":"use1","known_at":"2025-06-01T10:08:00Z","provider":"aws","status":"resolved","severity":"critical","begins_at":"2025-06-01T10:03:00Z","ends_at":"2025-06-01T10:07:00Z","title":"us-east-1 was down","scopes":[{"region":"us-east-1"}]}
      {"source":"asked","incident_id":"use1","known_at":"2025-06-01T11:07:00Z","provider":"aws","status":"resolved","severity":"major","begins_at":"2025-06-01T10:03:00Z","ends_at":"2025-06-01T10:08:00Z","title":"us-east-1 was down","scopes":[{"region":"us-east-1"}]}
      {"source":"asked","incident_id":"later","known_at":"2025-06-23T10:00:00Z","provider":"vultr","status":"resolved","severity":"minor","begins_at":"2025-06-23T09:00:00Z","ends_at":"2025-06-23T09:30:00Z","title":"Slow","scopes":[]}
      """;

  /** One that all cases share; starting it takes longer than they do. */
  RunningPipeline pipeline();

  @Test
  default void everyNamedQueryAnswersWithTheColumnsItPromises(@TempDir Path folder)
      throws Exception {
    importStory(folder);
    try (QueryRunner runner = new QueryRunner(pipeline().clickHouse(), Duration.ofSeconds(60))) {
      for (NamedQuery query : NamedQueries.bundled().all()) {
        List<String> lines = ask(runner, query);
        assertThat(lines).as(query.name()).hasSizeGreaterThan(2);
        assertThat(lines.get(0)).as(query.name()).isEqualTo(names(query));
        assertThat(lines.get(1)).as(query.name()).isEqualTo(types(query));
      }
    }
    theyAnswer();
    mistakesAreTold();
  }

  private void importStory(Path folder) throws Exception {
    Path incidents = Files.writeString(folder.resolve("incidents.ndjson"), INCIDENTS);
    StringBuilder nodes = new StringBuilder("{\"network\":\"asked\"}\n");
    for (int minute = 0; minute <= 10; minute++) {
      append(nodes, "2025-06-01T10:%02d:00Z".formatted(minute), 5, minute >= 5 && minute < 8);
    }
    append(nodes, "2025-06-22T10:00:00Z", 0, false);
    Path file = Files.writeString(folder.resolve("nodes.ndjson"), nodes);
    pipeline().run("import", "incidents-json", incidents.toString());
    pipeline().run("import", "observations-json", file.toString());
    pipeline().awaitRows("asked", "2025-06-22 10:00:00", 3);
    for (String landed :
        List.of(
            "latest_impact WHERE network = 'asked' AND lost > 0",
            "ripple_pairs WHERE dependant = 'bourse'",
            "latest_provider_reliability WHERE provider = 'aws'",
            "dead_letters WHERE stage = 'import'",
            "latest_stress WHERE network = 'asked'",
            "latest_joint_nakamoto WHERE network = 'asked'")) {
      await()
          .atMost(LONG)
          .until(() -> !pipeline().one("SELECT count() FROM " + landed).equals("0"));
    }
  }

  private static void append(StringBuilder nodes, String at, int hetzner, boolean outage) {
    for (int node = 0; node < 20; node++) {
      boolean aws = node < 8;
      nodes.append(
          """
          {"network":"asked","layer":"consensus","node_id":"n%02d","weight":10,"observed_at":"%s",\
          "status":"%s","provider":"%s","country":"%s"%s}
          """
              .formatted(
                  node,
                  at,
                  outage && node < 6 ? "down" : "up",
                  aws ? "aws" : node < 8 + hetzner ? "hetzner" : "ovh",
                  aws ? "US" : node < 14 ? "DE" : "FR",
                  aws ? ",\"region\":\"us-east-1\"" : ""));
    }
  }

  private static List<String> ask(QueryRunner runner, NamedQuery query) throws Exception {
    Map<String, String> given = new HashMap<>();
    query.parameters().stream()
        .filter(parameter -> parameter.name().equals("network"))
        .forEach(parameter -> given.put("network", "asked"));
    if (query.name().equals("incidents-at")) {
      given.put("at", "2025-06-01T10:05:00Z");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    runner.run(
        query,
        query.bind(given, Instant.now()),
        ClickHouseFormat.JSONCompactEachRowWithNamesAndTypes,
        out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static String names(NamedQuery query) {
    return query.columns().stream()
        .map(column -> '"' + column.name() + '"')
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String types(NamedQuery query) {
    return query.columns().stream()
        .map(QueryColumn::type)
        .map(type -> '"' + type + '"')
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String json(String... words) {
    return said("--json", words);
  }

  private String said(String option, String... words) {
    String[] all = new String[words.length + 1];
    all[0] = option;
    System.arraycopy(words, 0, all, 1, words.length);
    RunningPipeline.Answer answer = pipeline().execute("query", all);
    assertThat(answer.exitCode()).as(answer.said()).isZero();
    return answer.said();
  }

  private void theyAnswer() {
    String asked = "--param=network=asked";
    assertThat(json("halted-by", asked))
        .contains("\"halts\":\"no\",\"lost_low\":0.4,\"lost_high\":0.4,\"threshold\":0.5,");
    assertThat(json("halted-by", asked, "--param=scenario=largest-provider"))
        .contains("\"halts\":\"yes\",\"lost_low\":0.6,", "\"failed\":[\"provider:ovh\"]");
    assertThat(said("--csv", "share-gained", asked, "--param=days=21"))
        .contains("\"asked\",\"consensus\",\"ovh\",0.35,0.6,0.25,5,");
    assertThat(json("share-gained", asked, "--param=days=21")).doesNotContain("hetzner");
    assertThat(json("worst-incidents", asked)).contains("\"lost\":60,\"lost_share\":0.3,");
    assertThat(json("incidents-moved", "--param=provider=aws"))
        .contains("\"incident_id\":\"use1\"", "[\"end\",\"severity\"]", "\"hours_after\":1");
    assertThat(json("falls-with")).contains("\"dependant\":\"bourse\",\"pairs\":1,");
    assertThat(json("nakamoto-history", asked)).contains("\"step\":\"2025-06-22 00:00:00\"");
    assertThat(json("known-at", asked, "--param=at=2025-06-01T10:05:30Z"))
        .contains("\"instant\":\"2025-06-01 10:05:00.000\"", "\"open_at_instant\":[\"aws\"]");
    assertThat(json("known-at", asked, "--param=at=2025-06-01T10:03:30Z"))
        .contains("\"open_at_instant\":[]");
    assertThat(json("moved-nodes", asked)).contains("\"provider_before\":\"hetzner\"");
    assertThat(json("freshness", asked, "--param=at=2025-06-22T10:01:00Z"))
        .contains("\"age_s\":60,", "\"observed_nodes\":20,");
    assertThat(pipeline().execute("query", "where-is", "-p", "entity=ovh").said())
        .contains("network  layer", "asked    consensus", "0.6");
    assertThat(json("where-is", "--param=entity=no such \\ 'one'")).isEqualTo("[]\n");
    assertThat(said("--list")).contains("halted-by", "Who halts if us-east-1 goes?", "days=30");
    assertThat(said("--sql", "halted-by")).contains("SELECT", "{scenario:String}");
  }

  private void mistakesAreTold() {
    for (List<String> words :
        List.of(
            List.of("halted_by", "did you mean 'halted-by'"),
            List.of("zzz", "There is no query 'zzz'"),
            List.of("moved-nodes", "needs --param network=…"),
            List.of("halted-by --param=secnario=aws", "has no parameter 'secnario'"),
            List.of("share-gained --param=days=many", "'many' for days is not a whole number"))) {
      RunningPipeline.Answer answer = pipeline().execute("query", words.get(0).split(" "));
      assertThat(answer.exitCode()).as(words.get(0)).isEqualTo(2);
      assertThat(answer.said()).contains(words.get(1));
    }
  }
}
