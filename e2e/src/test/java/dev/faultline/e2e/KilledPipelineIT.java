package dev.faultline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sql.ClickHouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the whole pipeline in the middle of an import, then the same import again: every view
 * has one row per key, and each row is, field by field, that of a run that was never disturbed.
 */
class KilledPipelineIT {
  private static final int DAYS = 4;
  private static final int VALIDATORS = 600;

  /** One fires each day, and all but the last are resolved when the hour's window is empty. */
  private static final int ALERTS = 2 * DAYS - 1;

  private static final Duration LONG = Duration.ofSeconds(300);

  private static final List<String> CONTENTS =
      List.of(
          "SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at) FROM decentralization"
              + " FINAL ORDER BY at, window_s, dimension, weighting",
          "SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at) FROM entity_shares"
              + " FINAL ORDER BY at, window_s, dimension, weighting, rank, entity",
          "SELECT node_id, observed_at, status, asn, country, weight FROM observations FINAL ORDER"
              + " BY observed_at, node_id",
          "SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at) FROM stress FINAL"
              + " ORDER BY at, window_s, weighting, scenario",
          "SELECT * EXCEPT (_topic, _partition, _offset, _epoch, _landed_at) FROM alerts FINAL"
              + " ORDER BY at, rule, subject");

  @TempDir private Path folder;

  @Test
  void givesTheNumbersOfAnUndisturbedRun() throws Exception {
    Path file = dailySnapshots();
    List<List<String>> undisturbed = new ArrayList<>();
    try (UpProcess up = UpProcess.start(folder.resolve("undisturbed"))) {
      assertThat(up.runImport(file)).as(up::said).isZero();
      awaitEnd(up);
      undisturbed.addAll(contents(up.clickHouse()));
      assertThat(undisturbed.get(CONTENTS.size() - 1).toString())
          .as("alerts")
          .contains("firing", "resolved");
      assertThat(up.terminate()).as("exit code after SIGTERM").isZero();
    }
    otherWindowsAreRefused(folder.resolve("undisturbed"));

    Path data = folder.resolve("disturbed");
    try (UpProcess up = UpProcess.start(data)) {
      CompletableFuture<Integer> importing =
          CompletableFuture.supplyAsync(() -> up.runImport(file));
      up.awaitUntil(LONG, () -> count(up.clickHouse(), "observations") > 0);
      up.kill();
      importing.join();
    }
    try (UpProcess up = UpProcess.start(data)) {
      assertThat(up.runImport(file)).as(up::said).isZero();
      awaitEnd(up);
      List<List<String>> disturbed = contents(up.clickHouse());
      for (int i = 0; i < CONTENTS.size(); i++) {
        assertThat(disturbed.get(i)).as(CONTENTS.get(i)).isEqualTo(undisturbed.get(i));
      }
      assertThat(count(up.clickHouse(), "latest_decentralization")).isEqualTo(3 * 9 * 2);
      assertThat(
              Query.one(
                  up.clickHouse(),
                  "SELECT count() - uniqExact(_epoch, _topic, _partition, _offset) FROM observations"))
          .isEqualTo("0");
    }
  }

  /** On the state of windows as shipped, with the way out of it, and without a stack trace. */
  private void otherWindowsAreRefused(Path data) throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("networks.csv"),
            """
            network,layer,base_unit,liveness,safety,kind,step_s,windows_s,grace_s,citation
            solana,consensus,lamports,>= 1/3,,convention,60,300 7200,30,a test
            """);
    assertThat(UpProcess.refused(data, "--networks", rules.toString()))
        .endsWith(
            "faultline: the state of solana/consensus was built with step 60 s, windows 300 3600"
                + " 86400 s, grace 30 s, but its rules now say step 60 s, windows 300 7200 s, grace 30"
                + " s: give the rules of before (--networks), or start under a new --application-id,"
                + " which reads everything again\n");
  }

  private Path dailySnapshots() throws Exception {
    Path file = folder.resolve("daily.csv");
    StringBuilder csv =
        new StringBuilder("observed_at,node_pubkey,ip,country,asn,active_stake_lamports,version\n");
    Instant first = Instant.parse("2025-09-20T00:49:17Z");
    List<String> asns = List.of("AS20326", "AS396356", "AS16509", "AS24940", "AS16276");
    List<String> countries = List.of("DE", "NL", "US", "GB");
    for (int day = 0; day < DAYS; day++) {
      Instant at = first.plus(Duration.ofDays(day)).plusSeconds(day * 37L % 600);
      for (int node = 0; node < VALIDATORS; node++) {
        if ((node + day) % 19 == 0) {
          continue;
        }
        csv.append(
            "%s,validator-%d,9.%d.%d.7,%s,%s,%d,2.3.8%n"
                .formatted(
                    at,
                    node,
                    node / 250,
                    node % 250,
                    // on the first day one country alone can halt it
                    countries.get(day == 0 ? node % 5 / 3 : node % countries.size()),
                    asns.get(node % asns.size()),
                    1_000_000_000L * (node + 1) + day));
      }
    }
    return Files.writeString(file, csv);
  }

  private static void awaitEnd(UpProcess up) throws InterruptedException {
    String last = "toStartOfMinute((SELECT max(observed_at) FROM observations)) + 60";
    String done =
        "SELECT (SELECT uniqExact(node_id, observed_at) FROM observations), (SELECT count() FROM"
            + " decentralization WHERE at >= "
            + last
            + "), (SELECT count() FROM entity_shares WHERE dimension = 'node' AND at >= "
            + last
            + "), (SELECT uniqExact(window_s) FROM stress WHERE at >= "
            + last
            + "), (SELECT count() FROM alerts FINAL)";
    int observations = observations();
    up.awaitUntil(
        LONG,
        () ->
            Query.one(up.clickHouse(), done)
                .equals(observations + " 54 " + (51 * 3 * 2) + " 3 " + ALERTS));
  }

  private static int observations() {
    int count = 0;
    for (int day = 0; day < DAYS; day++) {
      for (int node = 0; node < VALIDATORS; node++) {
        count += (node + day) % 19 == 0 ? 0 : 1;
      }
    }
    return count;
  }

  private static List<List<String>> contents(ClickHouse clickHouse) throws SQLException {
    List<List<String>> contents = new ArrayList<>();
    for (String query : CONTENTS) {
      contents.add(Query.rows(clickHouse, query));
    }
    return contents;
  }

  private static long count(ClickHouse clickHouse, String table) throws SQLException {
    return Long.parseLong(Query.one(clickHouse, "SELECT count() FROM " + table));
  }
}
