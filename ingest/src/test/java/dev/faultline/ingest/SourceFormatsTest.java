package dev.faultline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.schemas.IncidentRevision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SourceFormatsTest {

  static Iterable<SourceFormat> formats() {
    return SourceFormats.all();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void theExampleOfEveryFormatIsReadByIt(SourceFormat format) {
    ReadRecords read =
        ReadRecords.of(
            format,
            format.example(),
            ReadRecords.OPTIONS.withObservedAt(ReadRecords.NOW).withSource("named"));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations().size() + read.sightings().size()).isPositive();
    assertThat(format.example().lines()).hasSize(2);
    assertThat(format.description()).doesNotContain("\n");
  }

  static List<SourceFormat> formatsOfIncidents() {
    return SourceFormats.all().stream()
        .filter(format -> format.yields() == SourceFormat.Yields.INCIDENTS)
        .toList();
  }

  /** Else nothing that happens later would be a revision. */
  @ParameterizedTest
  @MethodSource("formatsOfIncidents")
  void anIncidentThatIsToldOtherwiseHasOtherContent(SourceFormat format) {
    IncidentRevision before = first(format, format.example());
    assertThat(format.example()).contains(before.getTitle());
    IncidentRevision after =
        first(
            format,
            format.example().replace(before.getTitle(), before.getTitle() + " in two zones"));

    assertThat(after.getTitle()).isNotEqualTo(before.getTitle());
    assertThat(after.getContentHash()).isNotEqualTo(before.getContentHash());
  }

  private static IncidentRevision first(SourceFormat format, String text) {
    return ReadRecords.of(
            format, text, ReadRecords.OPTIONS.withObservedAt(ReadRecords.NOW).withSource("named"))
        .sightings()
        .get(0);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void anEmptyInputHoldsNothing(SourceFormat format) {
    ReadRecords read = ReadRecords.of(format, "", ReadRecords.OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.lines()).isEmpty();
  }

  @Test
  void findsFormatsByName() {
    assertThat(SourceFormats.all())
        .extracting(SourceFormat::name)
        .isSorted()
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(SourceFormats.named(name)).isPresent());
    assertThat(SourceFormats.named("solana-geo-xml")).isEmpty();
  }
}
