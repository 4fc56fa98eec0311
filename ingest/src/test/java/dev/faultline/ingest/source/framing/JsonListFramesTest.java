package dev.faultline.ingest.source.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonListFramesTest {

  private record Frame(Optional<String> list, Optional<String> key, String text) {}

  private static List<Frame> frames(JsonListFrames frames) throws IOException {
    List<Frame> all = new ArrayList<>();
    for (Optional<RawRecord> next = frames.next(); next.isPresent(); next = frames.next()) {
      RawRecord record = next.get();
      String text = record.defect().orElse(UTF_8.decode(record.bytes()).toString());
      all.add(new Frame(frames.list(), frames.key(), text));
    }
    return all;
  }

  private static ByteInput input(String text) throws IOException {
    return new ByteInput(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  @Test
  void membersOfMapsHaveTheirNames() throws IOException {
    JsonListFrames frames =
        JsonListFrames.any(
            input(
                "{\"at\": 17, \"nodes\": {\"a\": [1, {\"x\": \"}\"}], \"b\":{} }, \"z\":{\"c\":1}}"),
            Set.of(),
            Set.of("nodes"));

    assertThat(frames(frames))
        .containsExactly(
            new Frame(Optional.of("nodes"), Optional.of("a"), "[1, {\"x\": \"}\"}]"),
            new Frame(Optional.of("nodes"), Optional.of("b"), "{}"));
    assertThat(frames.scalar("at")).contains("17");
  }

  @Test
  void namesAreTextsOfJson() throws IOException {
    String notes = "{\"note \\\"x\\\"\":1,\"back\\\\\":\"\\\\\",\"ключ\":[2],\"nodes\":";
    JsonListFrames frames =
        JsonListFrames.any(
            input(notes + "{\"a\\u0062\\\"\":1,\"ключ\":2},\"\\u006dore\":[3]}"),
            Set.of("more"),
            Set.of("nodes"));

    assertThat(frames(frames))
        .extracting(frame -> frame.key().orElse("-"), Frame::text)
        .containsExactly(tuple("ab\"", "1"), tuple("ключ", "2"), tuple("-", "3"));
  }

  @Test
  void anArrayBehindAMapHasNoNames() throws IOException {
    assertThat(frames(JsonListFrames.any(input("{\"m\":{\"a\":1}}[2]"), Set.of(), Set.of("m"))))
        .extracting(Frame::key)
        .containsExactly(Optional.of("a"), Optional.empty());
  }

  @Test
  void aNameThatIsNoTextIsRefused() throws IOException {
    JsonListFrames wrongEscape =
        JsonListFrames.any(input("{\"a\\q\":1,\"nodes\":{}}"), Set.of(), Set.of("nodes"));
    assertThat(frames(wrongEscape))
        .extracting(Frame::text)
        .containsExactly("a member of the object has no name");

    byte[] latin = "{\"nodes\":{\"é\":1,\"b\":2}}".getBytes(ISO_8859_1);
    JsonListFrames notUtf8 =
        JsonListFrames.any(
            new ByteInput(new ByteArrayInputStream(latin)), Set.of(), Set.of("nodes"));
    assertThat(frames(notUtf8))
        .extracting(Frame::text)
        .containsExactly("has a name that is not UTF-8", "2");
  }

  @Test
  void documentsMayFollowOneAnotherIfAnyListIsEnough() throws IOException {
    assertThat(
            frames(
                JsonListFrames.any(
                    input("{\"a\":[1]} \n {\"b\":[2,3],\"a\":[]}"), Set.of("a", "b"), Set.of())))
        .extracting(Frame::text)
        .containsExactly("1", "2", "3");
    assertThat(frames(JsonListFrames.all(input("{\"a\":[1]}{\"a\":[2]}"), Set.of("a"))))
        .extracting(Frame::text)
        .containsExactly("1", "stands after the end of the object");
  }

  @Test
  void whatIsLackingIsToldAtTheEnd() throws IOException {
    assertThat(frames(JsonListFrames.all(input("{\"a\":[1]}"), Set.of("a", "b"))))
        .extracting(Frame::text)
        .containsExactly("1", "the object lacks the list 'b'");
    assertThat(frames(JsonListFrames.any(input("{\"c\":[1]}"), Set.of("a"), Set.of("b"))))
        .extracting(Frame::text)
        .containsExactly("the object has none of the lists 'a', 'b'");
    assertThat(frames(JsonListFrames.any(input("{\"b\":{\"x\" 1}}"), Set.of(), Set.of("b"))))
        .extracting(Frame::text)
        .containsExactly("a member of the map 'b' has no name");
  }
}
