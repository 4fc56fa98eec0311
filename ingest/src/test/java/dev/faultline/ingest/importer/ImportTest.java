package dev.faultline.ingest.importer;

import static dev.faultline.ingest.importer.ImportIntoMemory.observation;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.SourceFormats;
import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.ingest.publish.RecordedPublications.SentWatermark;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.PublisherState;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.testkit.RecordedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {

  private static final Population SOLANA = new Population("solana", "consensus");

  @TempDir private Path folder;

  private RecordedPublications publications;
  private ImportIntoMemory memory;

  @BeforeEach
  void begin() {
    memory = new ImportIntoMemory(folder);
    publications = memory.publications;
  }

  @Test
  void watermarksBetweenAndBehindWhatItPublishes() throws Exception {
    Path file =
        memory.file(
            "two-days.ndjson",
            observation("a", "2025-10-20T00:57:00Z")
                + observation("b", "2025-10-20T00:57:00Z")
                + observation("a", "2025-10-21T00:54:00Z"));

    ImportResult result = memory.run("observations-json", ReadRecords.OPTIONS, file);

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
        memory.file(
            "held.ndjson",
            observation("a", "2025-10-20T00:57:00Z") + observation("a", "2025-10-21T00:54:00Z"));

    memory.run("observations-json", ReadRecords.OPTIONS, file);

    assertThat(publications.order()).hasSize(5);
    assertThat(publications.order().get(0)).isInstanceOf(SentWatermark.class);
    assertThat(publications.order().subList(1, 3)).hasOnlyElementsOfType(Observation.class);
    assertThat(publications.order().subList(3, 5)).hasOnlyElementsOfType(SentWatermark.class);
  }

  @Test
  void aDisorderedRecordingHasNoLateRecords() throws Exception {
    Path file =
        memory.file(
            "disordered.ndjson",
            observation("a", "2025-10-22T00:00:00Z")
                + observation("b", "2025-10-21T00:00:00Z")
                + observation("c", "2025-10-20T00:00:00Z"));

    ImportResult result = memory.run("observations-json", ReadRecords.OPTIONS, file);

    assertThat(result.late()).isZero();
    assertThat(publications.watermarks())
        .containsExactly(
            new SentWatermark(SOLANA, Instant.parse("2025-10-19T23:59:59.999Z"), 0),
            new SentWatermark(SOLANA, Instant.parse("2025-10-22T00:00:30Z"), 3));
  }

  @Test
  void everyPopulationHasItsOwnWatermarks() throws Exception {
    Path file =
        memory.file(
            "two.ndjson",
            observation("a", "2025-10-20T00:57:00Z")
                + observation("b", "2025-01-01T00:00:00Z").replace("solana", "sui"));

    memory.run("observations-json", ReadRecords.OPTIONS, file);

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
    Path file = memory.file("one.ndjson", observation("a", "2025-10-20T00:57:00Z"));
    memory.run("observations-json", ReadRecords.OPTIONS, file);
    memory.run(
        "observations-json", ReadRecords.OPTIONS, Files.copy(file, folder.resolve("copy.ndjson")));
    Path other = memory.file("other.ndjson", observation("b", "2025-10-20T00:57:00Z"));
    memory.run("observations-json", ReadRecords.OPTIONS, other);

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
    Path first = memory.file("first.ndjson", observation("a", "2025-10-20T00:57:00Z"));
    memory.run("observations-json", ReadRecords.OPTIONS, first);
    Path file =
        memory.file(
            "second.ndjson",
            observation("a", "2025-10-20T00:56:30Z")
                + observation("b", "2025-10-20T00:57:01Z")
                + observation("b", "2025-10-20T00:57:01Z"));
    List<String> notes = new ArrayList<>();

    ImportResult result =
        memory.imports.run(
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
  void theSameIncidentsAgainAreNoNewRevisions() throws Exception {
    String format = "incidents-json";
    Path file =
        memory.file("incidents.ndjson", SourceFormats.named(format).orElseThrow().example() + "\n");
    Instant later = Instant.parse("2025-10-21T00:00:00Z");

    ImportResult first = memory.run(format, ReadRecords.OPTIONS.withObservedAt(later), file);
    ImportResult second =
        memory.run(format, ReadRecords.OPTIONS.withObservedAt(later.plusSeconds(60)), file);

    assertThat(first).isEqualTo(new ImportResult(2, 0, 2, 0, 0, 0, 0, true));
    assertThat(second).isEqualTo(new ImportResult(2, 0, 0, 2, 0, 0, 0, true));
    assertThat(publications.revisions()).extracting(r -> r.getRevision()).containsExactly(1, 1);
  }

  /** AWS's feed has lost the first update, which an import before read. */
  @Test
  void theRestOfAnEventIsTheEventThatIsKnown() throws Exception {
    String first = awsUpdate("Service disruption: Errors", "08:00", 1768032000);
    String last =
        awsUpdate("Service is operating normally: [RESOLVED] Errors", "09:00", 1768035600);
    memory.run("aws-rss", ReadRecords.OPTIONS, memory.file("first.rss", awsRss(first)));

    ImportResult rest =
        memory.run("aws-rss", ReadRecords.OPTIONS, memory.file("last.rss", awsRss(last)));

    assertThat(rest.nothingTaken()).isEmpty();
    assertThat(publications.revisions())
        .extracting(
            IncidentRevision::getIncidentId,
            IncidentRevision::getRevision,
            IncidentRevision::getStatus)
        .containsExactly(
            tuple("ec2-us-east-1/1768032000", 1, IncidentStatus.INVESTIGATING),
            tuple("ec2-us-east-1/1768032000", 2, IncidentStatus.RESOLVED));
  }

  private static String awsRss(String items) {
    return "<rss version=\"2.0\"><channel><title>EC2</title>"
        + "<link>https://status.aws.amazon.com/</link>"
        + items
        + "</channel></rss>";
  }

  private static String awsUpdate(String title, String time, long second) {
    return "<item><title>%s</title><pubDate>Sat, 10 Jan 2026 %s:00 GMT</pubDate><guid>https://status.aws.amazon.com/#ec2-us-east-1_%d</guid><description>.</description></item>"
        .formatted(title, time, second);
  }

  /** Gossip is joined with validators at the end of the input. */
  @Test
  void anAttributeThatIsLeftOutIsToldOfItsOwnNode() throws Exception {
    String gossip = "{\"pubkey\":\"NodeB\",\"gossip\":\"10.0.0.1:8001\"}";
    String validators =
        Stream.of(
                "NodeA\",\"activatedStake\":5",
                "NodeB\",\"activatedStake\":5",
                "NodeC\",\"activatedStake\":-1",
                "NodeB\",\"activatedStake\":6",
                "NodeB\",\"voteAccountPubkey\":\"v\",\"activatedStake\":7",
                "NodeB\",\"voteAccountPubkey\":\"v\",\"activatedStake\":8")
            .map(each -> "{\"identityPubkey\":\"" + each + "}")
            .collect(joining(","));
    Path file =
        memory.file(
            "gossip.json", "{\"result\":[" + gossip + "]}\n{\"validators\":[" + validators + "]}");

    ImportResult result =
        memory.run(
            "solana-validators-json",
            ReadRecords.OPTIONS.withObservedAt(Instant.parse("2025-10-20T00:57:00Z")),
            file);

    assertThat(result.accepted()).isEqualTo(2);
    assertThat(result.rejected()).isEqualTo(1);
    assertThat(result.twice()).as("a vote account that is told again").isEqualTo(1);
    assertThat(result.dropped().values()).containsExactly(1L);
    assertThat(Files.readAllLines(folder.resolve("rejects.ndjson")))
        .filteredOn(line -> line.contains("\"ip\""))
        .singleElement()
        .asString()
        .contains("NodeB");
  }

  @Test
  void tellsHowFarItIs() throws Exception {
    Path file = memory.file("one.ndjson", observation("a", "2025-10-20T00:57:00Z"));
    List<ImportProgress> progress = new ArrayList<>();
    memory.imports.run(
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

    ImportResult result = memory.run("solana-geo-csv", ReadRecords.OPTIONS, file);

    assertThat(result).isEqualTo(new ImportResult(68_781, 0, 68_781, 0, 77, 0, 0, true));
    assertThat(publications.watermarks()).hasSize(77);
    assertThat(publications.watermarks().get(76).behind()).isEqualTo(68_781);
  }
}
