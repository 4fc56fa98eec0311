package dev.faultline.ingest.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.SourceFormats;
import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.ingest.publish.RecordedPublications.SentWatermark;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.watermark.Cadence;
import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.PublisherState;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.testkit.RecordedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {

  private static final Population SOLANA = new Population("solana", "consensus");

  @TempDir private Path folder;

  private final RecordedPublications publications = new RecordedPublications();
  private final Import imports =
      new Import(
          publications,
          ledger -> publications.revisions().forEach(ledger::enter),
          publications::progress,
          population -> Cadence.DEFAULT,
          Clock.fixed(ReadRecords.NOW, ZoneOffset.UTC));

  private static String observation(String node, String time) {
    return "{\"network\":\"solana\",\"layer\":\"consensus\",\"node_id\":\""
        + node
        + "\",\"observed_at\":\""
        + time
        + "\",\"status\":\"up\"}\n";
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private ImportResult run(String format, ReadOptions options, Path... files)
      throws IOException, ImportFailedException {
    return imports.run(
        new ImportRequest(
            SourceFormats.named(format).orElseThrow(),
            List.of(files),
            options,
            Optional.of(folder.resolve("rejects.ndjson"))),
        progress -> {});
  }

  @Test
  void watermarksBetweenAndBehindWhatItPublishes() throws Exception {
    Path file =
        file(
            "two-days.ndjson",
            observation("a", "2025-10-20T00:57:00Z")
                + observation("b", "2025-10-20T00:57:00Z")
                + observation("a", "2025-10-21T00:54:00Z"));

    ImportResult result = run("observations-json", ReadRecords.OPTIONS, file);

    assertThat(result).isEqualTo(new ImportResult(3, 0, 3, 0, 3, 0, 0, true));
    assertThat(publications.watermarks())
        .containsExactly(
            new SentWatermark(SOLANA, Instant.parse("2025-10-20T00:56:59.999Z"), 0),
            new SentWatermark(SOLANA, Instant.parse("2025-10-21T00:53:59.999Z"), 2),
            new SentWatermark(SOLANA, Instant.parse("2025-10-21T00:54:30Z"), 3));
  }

  @Test
  void noWatermarkGoesAheadOfAnAcknowledgement() throws Exception {
    publications.hold();
    Path file =
        file(
            "held.ndjson",
            observation("a", "2025-10-20T00:57:00Z") + observation("a", "2025-10-21T00:54:00Z"));

    run("observations-json", ReadRecords.OPTIONS, file);

    assertThat(publications.order()).hasSize(5);
    assertThat(publications.order().get(0)).isInstanceOf(SentWatermark.class);
    assertThat(publications.order().subList(1, 3)).hasOnlyElementsOfType(Observation.class);
    assertThat(publications.order().subList(3, 5)).hasOnlyElementsOfType(SentWatermark.class);
  }

  @Test
  void aDisorderedRecordingHasNoLateRecords() throws Exception {
    Path file =
        file(
            "disordered.ndjson",
            observation("a", "2025-10-22T00:00:00Z")
                + observation("b", "2025-10-21T00:00:00Z")
                + observation("c", "2025-10-20T00:00:00Z"));

    ImportResult result = run("observations-json", ReadRecords.OPTIONS, file);

    assertThat(result.late()).isZero();
    assertThat(publications.watermarks())
        .containsExactly(
            new SentWatermark(SOLANA, Instant.parse("2025-10-19T23:59:59.999Z"), 0),
            new SentWatermark(SOLANA, Instant.parse("2025-10-22T00:00:30Z"), 3));
  }

  @Test
  void everyPopulationHasItsOwnWatermarks() throws Exception {
    Path file =
        file(
            "two.ndjson",
            observation("a", "2025-10-20T00:57:00Z")
                + observation("b", "2025-01-01T00:00:00Z").replace("solana", "sui"));

    run("observations-json", ReadRecords.OPTIONS, file);

    assertThat(publications.watermarks())
        .extracting(SentWatermark::population, SentWatermark::t)
        .containsExactly(
            tuple(SOLANA, Instant.parse("2025-10-20T00:56:59.999Z")),
            tuple(new Population("sui", "consensus"), Instant.parse("2024-12-31T23:59:59.999Z")),
            tuple(SOLANA, Instant.parse("2025-10-20T00:57:30Z")),
            tuple(new Population("sui", "consensus"), Instant.parse("2025-01-01T00:00:30Z")));
  }

  @Test
  void isOnePublisherHoweverOftenItIsRunAndClosesAtItsEnd() throws Exception {
    Path file = file("one.ndjson", observation("a", "2025-10-20T00:57:00Z"));
    run("observations-json", ReadRecords.OPTIONS, file);
    run("observations-json", ReadRecords.OPTIONS, Files.copy(file, folder.resolve("copy.ndjson")));
    Path other = file("other.ndjson", observation("b", "2025-10-20T00:57:00Z"));
    run("observations-json", ReadRecords.OPTIONS, other);

    assertThat(publications.said())
        .extracting(Watermark::closing)
        .containsExactly(false, true, false, true, false, true);
    List<String> names = publications.said().stream().map(Watermark::publisher).distinct().toList();
    assertThat(names).hasSize(2).allMatch(name -> name.matches("import/[0-9a-f]{16}"));
    assertThat(publications.progress())
        .extracting(PublisherProgress::getState)
        .containsOnly(PublisherState.CLOSED);
  }

  @Test
  void saysBeforeItPublishesWhatWillBeLate() throws Exception {
    Path first = file("first.ndjson", observation("a", "2025-10-20T00:57:00Z"));
    run("observations-json", ReadRecords.OPTIONS, first);
    Path file =
        file(
            "second.ndjson",
            observation("a", "2025-10-20T00:56:30Z")
                + observation("b", "2025-10-20T00:57:01Z")
                + observation("b", "2025-10-20T00:57:01Z"));
    List<String> notes = new ArrayList<>();

    ImportResult result =
        imports.run(
            new ImportRequest(
                SourceFormats.named("observations-json").orElseThrow(),
                List.of(file),
                ReadRecords.OPTIONS,
                Optional.empty()),
            new ImportProgress.Listener() {
              @Override
              public void at(ImportProgress progress) {}

              @Override
              public void note(String text) {
                notes.add(publications.observations().size() + " published: " + text);
              }
            });

    assertThat(result.late()).isEqualTo(1);
    assertThat(result.twice()).isEqualTo(1);
    assertThat(notes)
        .singleElement()
        .asString()
        .startsWith(
            "1 published: solana/consensus is closed through 2025-10-20T00:57:00Z: 1 of 3 records"
                + " will be late and change nothing")
        .contains("--network");
  }

  @Test
  void oneThatFailsClosesWhereItIs() throws Exception {
    publications.hold();
    publications.failAfter(2);
    Path file =
        file(
            "lost.ndjson",
            observation("a", "2025-10-20T00:57:00Z") + observation("a", "2025-10-21T00:57:00Z"));

    assertThatExceptionOfType(ImportFailedException.class)
        .isThrownBy(() -> run("observations-json", ReadRecords.OPTIONS, file));
    assertThat(publications.said())
        .extracting(Watermark::time)
        .containsOnly(Instant.parse("2025-10-20T00:56:59.999Z"));
    assertThat(publications.said()).last().extracting(Watermark::closing).isEqualTo(true);
  }

  @Test
  void oneThatIsToldToStopClosesWhereItIs() throws Exception {
    Path file =
        file(
            "stopped.ndjson",
            observation("a", "2025-10-20T00:57:00Z") + observation("a", "2025-10-21T00:57:00Z"));

    assertThatExceptionOfType(ImportFailedException.class)
        .isThrownBy(
            () ->
                imports.run(
                    new ImportRequest(
                        SourceFormats.named("observations-json").orElseThrow(),
                        List.of(file),
                        ReadRecords.OPTIONS,
                        Optional.empty()),
                    progress -> imports.stop()))
        .withMessageContaining("told to stop. The import stopped: ")
        .withMessageEndingWith("keeps its keys and times.");
    assertThat(publications.observations()).isEmpty();
    assertThat(publications.progress())
        .extracting(PublisherProgress::getState)
        .containsOnly(PublisherState.CLOSED);
  }

  @Test
  void refusedRecordsBecomeDeadLettersAndRejects() throws Exception {
    String bad = observation("b", "2025-10-20T00:57:00Z").replace("up", "maybe");
    Path file = file("bad.ndjson", observation("a", "2025-10-20T00:57:00Z") + bad);

    ImportResult result = run("observations-json", ReadRecords.OPTIONS, file);

    assertThat(result.accepted()).isEqualTo(1);
    assertThat(result.rejected()).isEqualTo(1);
    assertThat(result.complete()).isTrue();
    DeadLetter letter = publications.deadLetters().get(0);
    assertThat(letter.getStage()).isEqualTo("import");
    assertThat(letter.getSource()).isEqualTo("observations-json");
    assertThat(letter.getField()).isEqualTo("status");
    assertThat(letter.getLine()).isEqualTo(2);
    assertThat(letter.getRefusedAt()).isEqualTo(ReadRecords.NOW);
    assertThat(StandardCharsets.UTF_8.decode(letter.getValue()).toString()).isEqualTo(bad.strip());
    assertThat(Files.readAllLines(folder.resolve("rejects.ndjson")))
        .singleElement()
        .asString()
        .contains("\"line\":2,\"record\":2,\"field\":\"status\",\"reason\":\"'maybe' is not one of")
        .contains("bad.ndjson");
  }

  @Test
  void aFileThatCannotBeReadToItsEndIsNotComplete() throws Exception {
    Path file = file("cut.json", "[" + observation("a", "2025-10-20T00:57:00Z") + ", {");

    ImportResult result = run("observations-json", ReadRecords.OPTIONS, file);

    assertThat(result.accepted()).isEqualTo(1);
    assertThat(result.complete()).isFalse();
  }

  @Test
  void stopsWhenTheBrokerGoesAwayAndWatermarksNoMore() throws Exception {
    publications.failAfter(3);
    StringBuilder lines = new StringBuilder();
    for (int day = 10; day < 30; day++) {
      lines.append(observation("a", "2025-10-" + day + "T00:00:00Z"));
    }
    Path file = file("lost.ndjson", lines.toString());

    assertThatExceptionOfType(ImportFailedException.class)
        .isThrownBy(() -> run("observations-json", ReadRecords.OPTIONS, file))
        .withMessageContaining("the broker went away. The import stopped: ")
        .withMessageContaining("Run the same import again")
        .satisfies(e -> assertThat(e.result().published()).isLessThanOrEqualTo(2))
        .satisfies(e -> assertThat(e.result().accepted()).isLessThan(20));
    Instant lastPublished =
        publications.observations().get(publications.observations().size() - 1).getObservedAt();
    assertThat(publications.watermarks())
        .allSatisfy(
            watermark -> assertThat(watermark.t()).isBefore(lastPublished.plusSeconds(86_400)));
  }

  @Test
  void aMissingFileStopsTheImportBeforeItBegins() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(
            () -> run("observations-json", ReadRecords.OPTIONS, folder.resolve("missing.ndjson")));
    assertThat(publications.order()).isEmpty();
  }

  @Test
  void theSameIncidentsAgainAreNoNewRevisions() throws Exception {
    String format = "incidents-json";
    Path file =
        file("incidents.ndjson", SourceFormats.named(format).orElseThrow().example() + "\n");
    Instant later = Instant.parse("2025-10-21T00:00:00Z");

    ImportResult first = run(format, ReadRecords.OPTIONS.withObservedAt(later), file);
    ImportResult second =
        run(format, ReadRecords.OPTIONS.withObservedAt(later.plusSeconds(60)), file);

    assertThat(first).isEqualTo(new ImportResult(2, 0, 2, 0, 0, 0, 0, true));
    assertThat(second).isEqualTo(new ImportResult(2, 0, 0, 2, 0, 0, 0, true));
    assertThat(publications.revisions()).extracting(r -> r.getRevision()).containsExactly(1, 1);
  }

  @Test
  void tellsHowFarItIs() throws Exception {
    Path file = file("one.ndjson", observation("a", "2025-10-20T00:57:00Z"));
    List<ImportProgress> progress = new ArrayList<>();
    imports.run(
        new ImportRequest(
            SourceFormats.named("observations-json").orElseThrow(),
            List.of(file, file),
            ReadRecords.OPTIONS,
            Optional.empty()),
        progress::add);

    long size = Files.size(file);
    assertThat(progress)
        .containsExactly(
            new ImportProgress(ImportProgress.Phase.ORDERING, size, 2 * size, 0, 0, 0),
            new ImportProgress(ImportProgress.Phase.ORDERING, 2 * size, 2 * size, 0, 0, 0),
            new ImportProgress(ImportProgress.Phase.PUBLISHING, size, 2 * size, 1, 0, 1),
            new ImportProgress(ImportProgress.Phase.PUBLISHING, 2 * size, 2 * size, 2, 0, 2));
  }

  @Test
  void importsTheRecordedQuarterWithADaysWatermarkEach() throws Exception {
    Path file = RecordedData.file("nodes/solana-igroza/solana_daily_validators_compact.csv.gz");

    ImportResult result = run("solana-geo-csv", ReadRecords.OPTIONS, file);

    assertThat(result).isEqualTo(new ImportResult(68_781, 0, 68_781, 0, 77, 0, 0, true));
    assertThat(publications.watermarks()).hasSize(77);
    assertThat(publications.watermarks().get(76).behind()).isEqualTo(68_781);
  }
}
