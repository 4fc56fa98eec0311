package dev.faultline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.SourceFormat;
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
