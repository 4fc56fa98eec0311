package dev.faultline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.cli.Main;
import dev.faultline.e2e.RunningPipeline.Answer;
import dev.faultline.snapshot.release.Hash;
import dev.faultline.snapshot.release.Releases;
import dev.faultline.snapshot.release.Sums;
import dev.faultline.streams.network.Networks;
import dev.faultline.testkit.RecordedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Snapshots of recorded nodes, from a running pipeline and back without one. */
@TestMethodOrder(OrderAnnotation.class)
class IndexSnapshotIT {

  private static final String AS_OF = "2025-10-20T00:57:00Z";
  private static final String FOLDER = "2025-10-20T00-57-00Z";
  private static final String NEXT = "2025-10-21T00-54-00Z";
  private static final String PRIVATE =
      """
      {"network":"homes","layer":"access","node_id":"203.0.113.7:8333","observed_at":"2025-10-20T00:56:00Z","status":"up","country":"DE"}
      {"network":"homes","layer":"access","node_id":"203.0.113.9:8333","observed_at":"2025-10-20T00:56:00Z","status":"up","country":"FR"}
      """;

  @TempDir static Path folder;

  private static RunningPipeline pipeline;
  private static Path out;

  @BeforeAll
  static void start() throws Exception {
    Path solana = RecordedData.file("nodes/solana-igroza/raw/2025-10-20T0057_165b8c1.csv");
    pipeline = new RunningPipeline(folder.resolve("data"), Networks.load());
    out = folder.resolve("out");
    Path homes = Files.writeString(folder.resolve("homes.ndjson"), PRIVATE);
    pipeline.run("import", "observations-json", homes.toString());
    pipeline.run(
        "import",
        "solana-geo-csv",
        "--network=solana",
        "--layer=consensus",
        "--observed-at=2025-10-20T00:57:00Z",
        solana.toString());
    pipeline.awaitRows("solana", "2025-10-20 00:57:00", 3);
    pipeline.awaitRows("homes", "2025-10-20 00:56:00", 3);
  }

  @AfterAll
  static void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Test
  @Order(1)
  void twiceIsTheSameBytesAndASecondRunWritesNothing() throws Exception {
    snapshot(AS_OF, out);
    snapshot(AS_OF, folder.resolve("again"));
    assertThat(sums(folder.resolve("again").resolve(FOLDER)))
        .isEqualTo(sums(out.resolve(FOLDER)))
        .containsKeys("population.parquet", "index.html", "methodology.md", "datapackage.json");

    assertThat(snapshot(AS_OF, out)).contains("nothing was written");
    assertThat(Releases.in(out)).hasSize(1);
    assertThat(Files.readSymbolicLink(out.resolve("latest"))).hasToString(FOLDER);
    assertThat(Files.readString(out.resolve("catalog.json"))).contains(FOLDER);
  }

  @Test
  @Order(2)
  void itIsVerifiedByItself() {
    Answer answer = alone("snapshot", "verify", out.resolve(FOLDER).toString());
    assertThat(answer.exitCode()).as(answer.said()).isZero();
    assertThat(answer.said()).contains("6 populations and windows are what their members give");
  }

  @Test
  @Order(3)
  void addressesAreNotTold() throws Exception {
    snapshot(AS_OF, folder.resolve("csv"), "--format=csv");
    for (String file : List.of("population.csv", "entity_shares.csv", "decentralization.csv")) {
      String text = Files.readString(folder.resolve("csv").resolve(FOLDER).resolve(file));
      assertThat(text).as(file).doesNotContain("203.0.113.").contains("node-0000001");
    }
  }

  @Test
  @Order(4)
  void oneNumberThatIsChangedIsFoundWhoeverMendsTheSums() throws Exception {
    Path copy = copyOf(folder.resolve("csv").resolve(FOLDER), folder.resolve("copy"));
    Path file = copy.resolve("resilience.csv");
    String was = Hash.ofFile(file);
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("(\n.*?,0\\.)(\\d)", "$19$2"));
    assertThat(differs(copy)).contains("resilience.csv has the sha256", "SHA256SUMS says");

    mendSums(copy);
    assertThat(differs(copy)).contains("resilience.csv has the sha256", "datapackage.json says");

    mendDescription(copy, was, Hash.ofFile(file));
    Matcher rows =
        Pattern.compile("with the digest (\\w+), and .* with (\\w+)").matcher(differs(copy));
    assertThat(rows.find()).isTrue();

    mendDescription(copy, rows.group(2), rows.group(1));
    assertThat(differs(copy)).contains("resilience of ", " is told as ", "the members give");
  }

  /** Rows that are left out, or told of another instant, are missed though all digests fit. */
  @Test
  @Order(4)
  void rowsThatAreMissingOrTooManyAreFoundWhoeverMendsTheDigests() throws Exception {
    assertThat(
            forged(
                "decentralization",
                rows -> rows.removeIf(row -> row.contains(",300,") && !row.startsWith("network"))))
        .contains("decentralization of ", "window 300 s", "the members give");
    assertThat(forged("resilience", rows -> rows.add(rows.get(1).replace("00:5", "00:4"))))
        .contains("resilience has rows of ", "none of the described populations");
    assertThat(forged("stress", rows -> rows.subList(1, rows.size()).clear()))
        .contains("stress has no rows of ");
    assertThat(forged("joint_nakamoto", rows -> rows.subList(1, rows.size()).clear()))
        .contains("joint_nakamoto has no rows of ");
  }

  /** What is said of a release in which one file is changed, and all digests with it. */
  private static String forged(String stem, Consumer<List<String>> change) throws IOException {
    Path copy = copyOf(folder.resolve("csv").resolve(FOLDER), folder.resolve("forged-" + stem));
    Path file = copy.resolve(stem + ".csv");
    String was = Hash.ofFile(file);
    List<String> rows = new ArrayList<>(Files.readAllLines(file));
    change.accept(rows);
    Files.writeString(file, String.join("\n", rows) + "\n");
    mendDescription(copy, was, Hash.ofFile(file));
    Matcher digests =
        Pattern.compile("has (\\d+) rows with the digest (\\w+), and .* says (\\d+) with (\\w+)")
            .matcher(differs(copy));
    assertThat(digests.find()).isTrue();
    String told =
        "\"rows\" : %s,\n    \"row_digest\" : \"sha256:%s\""
            .formatted(digests.group(3), digests.group(4));
    mendDescription(
        copy,
        told,
        told.replace(digests.group(4), digests.group(2))
            .replace(" " + digests.group(3) + ",", " " + digests.group(1) + ","));
    return differs(copy);
  }

  private static String differs(Path release) {
    Answer answer = alone("snapshot", "verify", release.toString());
    assertThat(answer.exitCode()).as(answer.said()).isEqualTo(1);
    return answer.said();
  }

  private static void mendSums(Path release) throws IOException {
    Files.delete(release.resolve(Sums.FILE));
    Sums.write(release);
  }

  private static void mendDescription(Path release, String was, String is) throws IOException {
    Path description = release.resolve(Releases.DESCRIPTION);
    String text = Files.readString(description);
    assertThat(text).contains(was);
    Files.writeString(description, text.replace(was, is));
    mendSums(release);
  }

  private static Path copyOf(Path release, Path copy) throws IOException {
    Files.createDirectories(copy);
    try (Stream<Path> files = Files.list(release)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  @Test
  @Order(5)
  void aKilledRunLeavesNothingThatLooksLikeASnapshot() throws Exception {
    Path killed = folder.resolve("killed");
    Process process = start("snapshot", "--as-of=" + AS_OF, "--out=" + killed);
    await().atMost(RunningPipeline.LONG).until(() -> hasStaging(killed) || !process.isAlive());
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    assertThat(Releases.in(killed)).isEmpty();
    assertThat(killed.resolve("catalog.json")).doesNotExist();

    snapshot(AS_OF, killed);
    assertThat(sums(killed.resolve(FOLDER))).isEqualTo(sums(out.resolve(FOLDER)));
    assertThat(hasStaging(killed)).isFalse();
  }

  @Test
  @Order(6)
  void downstreamIsTold() throws Exception {
    await()
        .atMost(RunningPipeline.LONG)
        .until(
            () ->
                pipeline
                    .one("SELECT count() FROM snapshot_at(as_of = '2025-10-20 00:57:00')")
                    .equals("2"));
    assertThat(
            pipeline.rows(
                "SELECT count() > 0, min(length(files)) FROM snapshot_at(as_of = '2025-10-20"
                    + " 00:57:00'), snapshot_decentralization_at(as_of = '2025-10-20 00:57:00') AS"
                    + " d"))
        .containsExactly("1 12");
  }

  @Test
  @Order(7)
  void whatChangedIsToldInWords() throws Exception {
    Path next = RecordedData.file("nodes/solana-igroza/raw/2025-10-21T0054_45035ec.csv");
    pipeline.run(
        "import",
        "solana-geo-csv",
        "--network=solana",
        "--layer=consensus",
        "--observed-at=2025-10-21T00:54:00Z",
        next.toString());
    pipeline.awaitRows("solana", "2025-10-21 00:54:00", 3);
    snapshot("2025-10-21T00:54:00Z", out);

    Answer answer =
        alone(
            "snapshot",
            "diff",
            out.resolve(FOLDER).toString(),
            out.resolve(NEXT).toString(),
            "--json");
    assertThat(answer.exitCode()).as(answer.said()).isZero();
    assertThat(answer.said()).contains("\"nodes_joined\"", "The resilience index ");
    assertThat(Files.readString(out.resolve(NEXT).resolve("index.html")))
        .contains("The resilience index ")
        .doesNotContain("<script");
  }

  @Test
  @Order(8)
  void otherRowsOfTheSameInstantAreAReleaseBeside() throws Exception {
    Path late =
        Files.writeString(
            folder.resolve("late.ndjson"), PRIVATE.replace("\"homes\"", "\"more-homes\""));
    pipeline.run("import", "observations-json", late.toString());
    pipeline.awaitRows("more-homes", "2025-10-20 00:56:00", 3);
    String before = Files.readString(out.resolve(FOLDER).resolve(Sums.FILE));

    Answer refused = run(AS_OF, out);
    assertThat(refused.exitCode()).isEqualTo(1);
    snapshot(AS_OF, out, "--reason=a late import");
    Path second = out.resolve(FOLDER).resolve("r2");
    assertThat(Files.readString(second.resolve("datapackage.json")))
        .contains("\"supersedes\" : \"" + FOLDER + "\"", "a late import");
    assertThat(Files.readString(out.resolve(FOLDER).resolve(Sums.FILE))).isEqualTo(before);
    assertThat(Files.readString(out.resolve("catalog.json"))).contains("a late import");

    // one that a killed run has not come to list is listed as it is
    Path unlisted = folder.resolve("again");
    Files.delete(unlisted.resolve("catalog.json"));
    assertThat(snapshot(AS_OF, unlisted)).contains("nothing was written");
    assertThat(Files.readString(unlisted.resolve("catalog.json"))).contains(FOLDER);
  }

  private static String snapshot(String asOf, Path all, String... options) {
    Answer answer = run(asOf, all, options);
    assertThat(answer.exitCode()).as(answer.said()).isZero();
    return answer.said();
  }

  private static Answer run(String asOf, Path all, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--as-of=" + asOf, "--out=" + all));
    arguments.addAll(List.of(options));
    return pipeline.execute("snapshot", arguments.toArray(new String[0]));
  }

  /** Without the addresses of a stack. */
  private static Answer alone(String... arguments) {
    StringWriter said = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    return new Answer(line.execute(arguments), said.toString());
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add("--bootstrap-servers=" + pipeline.bootstrapServers());
    command.add("--registry-url=" + pipeline.registryUrl());
    command.add("--clickhouse-url=" + pipeline.clickHouse().url());
    return FaultlineProcess.of(folder.resolve("killed.log"), command).start();
  }

  private static boolean hasStaging(Path all) throws IOException {
    if (!Files.isDirectory(all)) {
      return false;
    }
    try (Stream<Path> files = Files.list(all)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(".writing-"));
    }
  }

  private static Map<String, String> sums(Path release) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (String line : Files.readAllLines(release.resolve(Sums.FILE))) {
      sums.put(line.substring(66), line.substring(0, 64));
    }
    return sums;
  }
}
