package dev.faultline.ingest.source.framing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.Refusal.Extent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFramesTest {

  private static List<RawRecord> frames(byte[] input) throws IOException {
    CsvFrames frames = new CsvFrames(new ByteInput(new ByteArrayInputStream(input)));
    List<RawRecord> all = new ArrayList<>();
    for (Optional<RawRecord> next = frames.next(); next.isPresent(); next = frames.next()) {
      all.add(next.get());
    }
    return all;
  }

  private static List<RawRecord> frames(String input) throws IOException {
    return frames(input.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(RawRecord record) {
    return StandardCharsets.UTF_8.decode(record.bytes().duplicate()).toString();
  }

  @Test
  void cutsLinesAndCountsThem() throws IOException {
    List<RawRecord> frames = frames("a,b\r\n\n1,\"x\ny, \"\"z\"\"\"\n2,\"\"");

    assertThat(frames)
        .extracting(CsvFramesTest::text)
        .containsExactly("a,b", "1,\"x\ny, \"\"z\"\"\"", "2,\"\"");
    assertThat(frames).extracting(RawRecord::line).containsExactly(1L, 3L, 5L);
    assertThat(frames).extracting(RawRecord::index).containsExactly(-1L, 0L, 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesEndInAnyWay(String end) throws IOException {
    String table = "\uFEFFa,b@1,\"x@y\"@@2,z@".replace("@", end);

    assertThat(frames(table))
        .extracting(CsvFramesTest::text)
        .containsExactly("a,b", "1,\"x\ny\"", "2,z");
    assertThat(frames(table)).extracting(RawRecord::line).containsExactly(1L, 2L, 5L);
  }

  @Test
  void aQuoteThatIsNotClosedCostsItsLineOnly() throws IOException {
    List<RawRecord> frames = frames("a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n");

    assertThat(frames)
        .extracting(CsvFramesTest::text)
        .containsExactly("a,b", "1,\"x", "2,y", "3,\"z\"", "4,w");
    assertThat(frames.get(1).defect()).contains("opens a quote that is not closed");
    assertThat(frames).filteredOn(f -> f.defect().isPresent()).hasSize(1);
  }

  @Test
  void aQuoteThatIsOpenAtTheEndCostsItsLineOnly() throws IOException {
    String lines = "1,y\n".repeat(100_000);
    List<RawRecord> frames = frames("a,b\n0,\"x\n" + lines);

    assertThat(frames).hasSize(100_002);
    assertThat(frames.get(1).defect()).isPresent();
    assertThat(frames.get(100_001).line()).isEqualTo(100_002);
  }

  @Test
  void brokenGzipLosesTheRestAndSaysSo() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 50_000; i++) {
        gzip.write((i + "," + Integer.toHexString(i * 31) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    List<RawRecord> frames = frames(Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
    RawRecord last = frames.get(frames.size() - 1);

    assertThat(frames.size()).isBetween(1_000, 49_999);
    assertThat(last.extent()).isEqualTo(Extent.REST_OF_INPUT);
    assertThat(last.defect().orElseThrow()).startsWith("the gzip data is broken");
  }

  @Property
  void whatIsWrittenAsCsvIsReadBack(@ForAll("tables") List<List<String>> table)
      throws IOException, RefusedException {
    String csv =
        table.stream()
            .map(
                row ->
                    row.stream()
                        .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n"));
    List<List<String>> read = new ArrayList<>();
    for (RawRecord record : frames(csv)) {
      read.add(CsvFields.row(record, 3));
    }

    assertThat(read).isEqualTo(table);
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    return Arbitraries.strings()
        .withChars("ab,\"\n é")
        .ofMaxLength(8)
        .list()
        .ofSize(3)
        .list()
        .ofMaxSize(5);
  }
}
