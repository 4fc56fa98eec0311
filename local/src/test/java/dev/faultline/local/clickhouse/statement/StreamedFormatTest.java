package dev.faultline.local.clickhouse.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedFormatTest {

  @Test
  void measuresHeadersOfLines() {
    assertThat(header("CSV", "1\n2\n")).isEmpty();
    assertThat(header("TSVWithNames", "a\tb\n1\t2\n")).isEqualTo("a\tb\n");
    assertThat(header("TabSeparatedWithNamesAndTypes", "a\nUInt8\n1\n")).isEqualTo("a\nUInt8\n");
    assertThat(header("CSVWithNames", "\"a\nb\",\"c\"\"d\"\n1,2\n"))
        .isEqualTo("\"a\nb\",\"c\"\"d\"\n");
  }

  @Test
  void measuresBinaryHeaders() {
    String long200 = "x".repeat(200);
    String header = "\u0002" + "\u00c8\u0001" + long200 + "\u0001b" + "\u0005UInt8" + "\u0004Date";
    ByteBuffer chunk = ByteBuffer.wrap((header + "row").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(StreamedFormat.of("RowBinaryWithNamesAndTypes").orElseThrow().headerLength(chunk))
        .isEqualTo(header.length());
    assertThat(StreamedFormat.of("RowBinaryWithNames").orElseThrow().headerLength(chunk))
        .isEqualTo(header.length() - "\u0005UInt8\u0004Date".length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "XML", "Parquet", "Pretty", "Values", "CustomSeparated"})
  void knowsWhatCannotBeJoined(String format) {
    assertThat(StreamedFormat.of(format)).isEmpty();
  }

  private static String header(String format, String text) {
    ByteBuffer chunk = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    int length = StreamedFormat.of(format).orElseThrow().headerLength(chunk);
    return text.substring(0, length);
  }
}
