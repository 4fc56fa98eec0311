package dev.faultline.ingest.importer;

import static dev.faultline.ingest.importer.ImportIntoMemory.observation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.faultline.ingest.SourceFormats;
import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.PublisherState;
import dev.faultline.schemas.watermark.Watermark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports of what cannot be taken, and such as end before their end. */
class BrokenImportTest {

  @TempDir private Path folder;

  private RecordedPublications publications;
  private ImportIntoMemory memory;

  @BeforeEach
  void begin() {
    memory = new ImportIntoMemory(folder);
    publications = memory.publications;
  }

  @Test
  void oneThatFailsClosesWhereItIs() throws Exception {
    publications.hold();
    publications.failAfter(2);
    Path file =
        memory.file(
            "lost.ndjson",
            observation("a", "2025-10-20T00:57:00Z") + observation("a", "2025-10-21T00:57:00Z"));

    assertThatExceptionOfType(ImportFailedException.class)
        .isThrownBy(() -> memory.run("observations-json", ReadRecords.OPTIONS, file));
    assertThat(publications.said())
        .extracting(Watermark::time)
        .containsOnly(Instant.parse("2025-10-20T00:56:59.999Z"));
    assertThat(publications.said()).last().extracting(Watermark::closing).isEqualTo(true);
  }

  @Test
  void oneThatIsToldToStopClosesWhereItIs() throws Exception {
    Path file =
        memory.file(
            "stopped.ndjson",
            observation("a", "2025-10-20T00:57:00Z") + observation("a", "2025-10-21T00:57:00Z"));

    assertThatExceptionOfType(ImportFailedException.class)
        .isThrownBy(
            () ->
                memory.imports.run(
                    new ImportRequest(
                        SourceFormats.named("observations-json").orElseThrow(),
                        List.of(file),
                        ReadRecords.OPTIONS,
                        Optional.empty()),
                    progress -> memory.imports.stop()))
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
    Path file = memory.file("bad.ndjson", observation("a", "2025-10-20T00:57:00Z") + bad);

    ImportResult result = memory.run("observations-json", ReadRecords.OPTIONS, file);

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
    Path file = memory.file("cut.json", "[" + observation("a", "2025-10-20T00:57:00Z") + ", {");

    ImportResult result = memory.run("observations-json", ReadRecords.OPTIONS, file);

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
    Path file = memory.file("lost.ndjson", lines.toString());

    assertThatExceptionOfType(ImportFailedException.class)
        .isThrownBy(() -> memory.run("observations-json", ReadRecords.OPTIONS, file))
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
            () ->
                memory.run(
                    "observations-json", ReadRecords.OPTIONS, folder.resolve("missing.ndjson")));
    assertThat(publications.order()).isEmpty();
  }
}
