package dev.faultline.ingest.source.framing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.source.Refusal.Extent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFramesTest {

  private static List<RawRecord> frames(byte[] input) throws IOException {
    JsonFrames frames = new JsonFrames(new ByteInput(new ByteArrayInputStream(input)));
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

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  @Test
  void cutsAnArrayIntoItsElements() throws IOException {
    List<RawRecord> frames = frames("\uFEFF [\n {\"a\": [1, \"],}\\\"\"]},\n\n {}\n]\n");

    assertThat(frames)
        .extracting(JsonFramesTest::text)
        .containsExactly("{\"a\": [1, \"],}\\\"\"]}", "{}");
    assertThat(frames).extracting(RawRecord::line).containsExactly(2L, 4L);
    assertThat(frames).extracting(RawRecord::index).containsExactly(0L, 1L);
    assertThat(frames).allSatisfy(frame -> assertThat(frame.defect()).isEmpty());
  }

  @Test
  void cutsNdjsonIntoItsLines() throws IOException {
    List<RawRecord> frames = frames("{\"a\":1}\r\n\n{broken\n{\"b\":2}");

    assertThat(frames)
        .extracting(JsonFramesTest::text)
        .containsExactly("{\"a\":1}", "{broken", "{\"b\":2}");
    assertThat(frames).extracting(RawRecord::line).containsExactly(1L, 3L, 4L);
  }

  @Test
  void aDocumentPrintedForPeopleSpansItsLines() throws IOException {
    List<RawRecord> frames =
        frames(
            "{\n  \"a\": [\n    {\"b\": \"}\"}\n  ]\n}\n{\"c\": [\n{ \"d\":1}\n\n{\"e\":\n 2}\n");

    assertThat(frames)
        .extracting(JsonFramesTest::text)
        .containsExactly(
            "{\n  \"a\": [\n    {\"b\": \"}\"}\n  ]\n}", "{\"c\": [", "{ \"d\":1}", "{\"e\":\n 2}");
    assertThat(frames).extracting(RawRecord::line).containsExactly(1L, 6L, 7L, 9L);
  }

  @Test
  void anEmptyArrayHoldsNothing() throws IOException {
    assertThat(frames(" [ ] ")).isEmpty();
  }

  @Test
  void aBrokenElementDoesNotHarmItsNeighbours() throws IOException {
    assertThat(frames("[{\"a\":1},{\"b\":}, nonsense},{\"c\":3}]"))
        .extracting(JsonFramesTest::text)
        .containsExactly("{\"a\":1}", "{\"b\":}", "nonsense}", "{\"c\":3}");
  }

  @Test
  void aStringThatIsNotClosedEndsWithItsLine() throws IOException {
    List<RawRecord> frames = frames("[{\"a\":\"x},\n{\"b\":2},\n{\"c\":3}]");

    assertThat(frames)
        .extracting(JsonFramesTest::text)
        .containsExactly("{\"a\":\"x},", "{\"b\":2}", "{\"c\":3}");
    assertThat(frames.get(0).defect()).contains("holds a text that is not closed on its line");
    assertThat(frames.get(1).defect()).isEmpty();
  }

  @Test
  void saysWhereTheInputIsCutOff() throws IOException {
    List<RawRecord> inside = frames("[{\"a\":1},{\"b\":");
    assertThat(inside).hasSize(2);
    assertThat(inside.get(1).defect()).contains("the array ends inside this record");
    assertThat(inside.get(1).extent()).isEqualTo(Extent.REST_OF_INPUT);

    assertThat(frames("[{\"a\":1},").get(1).defect())
        .contains("the array is not closed: the input is cut off here");
    assertThat(frames("[{\"a\":1},]").get(1).defect())
        .contains("a comma is not followed by a record");
    assertThat(frames("[{\"a\":1}] x").get(1).defect())
        .contains("stands after the end of the array");
  }

  @Test
  void readsGzipAndSaysWhereItBreaks() throws IOException {
    byte[] packed = gzip("{\"a\":1}\n{\"b\":2}\n");
    assertThat(frames(packed))
        .extracting(JsonFramesTest::text)
        .containsExactly("{\"a\":1}", "{\"b\":2}");

    List<RawRecord> cut = frames(Arrays.copyOf(packed, packed.length - 6));
    RawRecord last = cut.get(cut.size() - 1);
    assertThat(last.defect().orElseThrow()).startsWith("the gzip data is broken");
    assertThat(last.extent()).isEqualTo(Extent.REST_OF_INPUT);
  }

  @Test
  void anEndlessRecordIsRefusedWithoutBeingKept() throws IOException {
    String endless = "{\"a\":\"" + "x".repeat(JsonFrames.LONGEST_RECORD) + "\"}";
    List<RawRecord> frames = frames("[" + endless + ",{\"b\":2}]");

    assertThat(frames.get(0).defect()).contains("is longer than 8388608 bytes");
    assertThat(frames.get(0).bytes().remaining()).isEqualTo(JsonFrames.LONGEST_RECORD);
    assertThat(text(frames.get(1))).isEqualTo("{\"b\":2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[\n{\"b\":1},\n{\"b\":2}\n]\n,\"c\":\n{\"d\":{}}}\n@{\"e\":1}",
        "{\"a\":[\r{\"b\":1}\r]}\r@{\"e\":1}\r",
        "{\"a\":[\r\n{\"b\":[{\r\n}]}\r\n]}\r\n@{\"e\":1}\r\n",
        "{\"a\":\n\n{\"b\":\"}\"},\n\n\"c\":[[\n[{},\n{}]]]}\n@{\"e\":1}",
        "{\"a\":\"}{\"}@{\"e\":{}}@ {\"f\":[\n{}]}@ {}",
      })
  void validDocumentsWhateverTheirLineBreaks(String documents) throws IOException {
    assertThat(frames(documents.replace("@", "")))
        .extracting(JsonFramesTest::text)
        .containsExactly(
            Arrays.stream(documents.split("@")).map(String::strip).toArray(String[]::new));
  }

  @Test
  void aDocumentThatIsCutOffDoesNotTakeTheNext() throws IOException {
    assertThat(frames("{\"a\":[\n{\"b\":1}\n{\"c\":[\n{\"d\":4"))
        .extracting(JsonFramesTest::text)
        .containsExactly("{\"a\":[", "{\"b\":1}", "{\"c\":[", "{\"d\":4");
  }

  @Test
  void manyThatMayBeCutOffCostNoMoreThanABoundedRereading() throws IOException {
    assertThat(frames("{\"a\":[\n".repeat(100_000))).isNotEmpty();
  }

  /** Byte by byte nothing can be copied at once, so the two ways of taking bytes must agree. */
  @Property
  void framesDoNotDependOnHowBytesArrive(
      @ForAll
          @Chars({'"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\n', '\r', 'a', '1', 'é'})
          @StringLength(max = 60)
          String input,
      @ForAll @Chars({'[', '{', ' '}) char first)
      throws IOException {
    byte[] bytes = (first + input).getBytes(StandardCharsets.UTF_8);
    JsonFrames trickle = new JsonFrames(new ByteInput(byteByByte(bytes)));
    List<RawRecord> all = new ArrayList<>();
    for (Optional<RawRecord> next = trickle.next(); next.isPresent(); next = trickle.next()) {
      all.add(next.get());
    }
    assertThat(frames(bytes)).isEqualTo(all);
  }

  private static InputStream byteByByte(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, 1));
      }

      @Override
      public synchronized int available() {
        return 0;
      }
    };
  }
}
