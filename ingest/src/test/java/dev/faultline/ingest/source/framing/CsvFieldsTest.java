package dev.faultline.ingest.source.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.Refusal.Extent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFieldsTest {

  private static RawRecord record(byte[] bytes) {
    return new RawRecord(0, 1, ByteBuffer.wrap(bytes), Optional.empty(), Extent.RECORD);
  }

  private static RawRecord record(String text) {
    return record(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsQuotedAndPlainFields() throws RefusedException {
    assertThat(CsvFields.of(record("a,\"b,\"\"c\"\"\",, d \"e\"")))
        .containsExactly("a", "b,\"c\"", "", " d \"e\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"b,c", "\"a,b", "a\rb,c"})
  void refusesWhatIsNoSingleRecord(String text) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> CsvFields.row(record(text), 2))
        .satisfies(e -> assertThat(e.reason()).isNotBlank());
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> CsvFields.of(record(new byte[] {'a', ',', (byte) 0xE9, 'b'})))
        .withMessage("is not UTF-8 text");
  }

  @Test
  void countsFields() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> CsvFields.row(record("a,b,c"), 2))
        .withMessage("has 3 fields where the header has 2");
  }
}
