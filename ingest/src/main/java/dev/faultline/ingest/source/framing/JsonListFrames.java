package dev.faultline.ingest.source.framing;

import dev.faultline.ingest.source.Refusal.Extent;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cuts an object with lists in it, such as {@code {"archive": […], "current": […]}}, into the
 * elements of these lists, without parsing them; other members are passed over. An input that
 * begins with a bracket is cut as an array of such elements.
 *
 * <p>An object that lacks one of the lists is told at its end as a loss of the rest of the input,
 * because nobody knows what it should have held.
 */
public final class JsonListFrames implements Frames {

  private static final int LONGEST_NAME = 256;

  private enum Place {
    START,
    MEMBER,
    ELEMENT,
    AFTER_LIST,
    AFTER_OBJECT,
    ARRAY,
    END
  }

  private final ByteInput input;
  private final Set<String> lists;
  private final Set<String> missing;
  private final RecordBytes record = new RecordBytes(JsonFrames.LONGEST_RECORD);
  private final JsonFrames array;
  private Place place = Place.START;
  private String list;
  private long index;

  /**
   * @param input the bytes, from the beginning
   * @param lists the names of the lists
   */
  public JsonListFrames(ByteInput input, Set<String> lists) {
    this.input = input;
    this.lists = Set.copyOf(lists);
    this.missing = new TreeSet<>(lists);
    this.array = new JsonFrames(input);
  }

  /** The list in which the newest record stands; empty for an array without names. */
  public Optional<String> list() {
    return Optional.ofNullable(list);
  }

  @Override
  public Optional<RawRecord> next() throws IOException {
    Optional<RawRecord> next = Optional.empty();
    while (next.isEmpty() && place != Place.END) {
      next =
          switch (place) {
            case START -> begin();
            case MEMBER -> member();
            case ELEMENT -> element();
            case AFTER_LIST -> afterList();
            case AFTER_OBJECT -> trailer();
            case ARRAY -> ofArray();
            case END -> Optional.empty();
          };
    }
    return next;
  }

  private Optional<RawRecord> begin() throws IOException {
    switch (skipSpace()) {
      case '{' -> {
        input.read();
        place = Place.MEMBER;
      }
      case '[' -> place = Place.ARRAY;
      case ByteInput.END -> {
        return input.broken().isPresent() ? lost("") : end();
      }
      default -> {
        return lost("is neither an object nor an array");
      }
    }
    return Optional.empty();
  }

  private Optional<RawRecord> ofArray() throws IOException {
    Optional<RawRecord> next = array.next();
    return next.isEmpty() ? end() : next;
  }

  private Optional<RawRecord> member() throws IOException {
    int first = skipSpace();
    if (first == '}') {
      return closeObject();
    }
    Optional<String> name = first == '"' ? name() : Optional.empty();
    if (name.isEmpty() || skipSpace() != ':') {
      return lost("a member of the object has no name");
    }
    input.read();
    if (skipSpace() == '[' && lists.contains(name.get())) {
      if (!missing.remove(name.get())) {
        return lost("the list '" + name.get() + "' stands twice in the object");
      }
      input.read();
      list = name.get();
      place = Place.ELEMENT;
      if (skipSpace() == ']') {
        input.read();
        place = Place.AFTER_LIST;
      }
      return Optional.empty();
    }
    return passOver();
  }

  /** The name at hand; empty if it is not closed on its line, or too long. */
  private Optional<String> name() throws IOException {
    StringBuilder name = new StringBuilder();
    input.read();
    while (name.length() < LONGEST_NAME) {
      int next = input.read();
      if (next == '"') {
        return Optional.of(name.toString());
      }
      if (next == '\n' || next == ByteInput.END) {
        return Optional.empty();
      }
      name.append((char) next);
    }
    return Optional.empty();
  }

  private Optional<RawRecord> passOver() throws IOException {
    int end = JsonSpan.copy(input, '}', record);
    if (end != ',' && end != '}') {
      return lost("a member of the object is not closed");
    }
    record.take();
    return end == '}' ? closed() : Optional.empty();
  }

  private Optional<RawRecord> element() throws IOException {
    skipSpace();
    long line = input.line();
    int end = JsonSpan.copy(input, ']', record);
    if (end == ByteInput.END) {
      return lost(
          record.isBlank()
              ? "the list is not closed: the input is cut off here"
              : "the list ends inside this record");
    }
    if (end == ']') {
      place = Place.AFTER_LIST;
    }
    Optional<String> defect = Optional.empty();
    if (end == '\n') {
      defect = Optional.of("holds a text that is not closed on its line");
    } else if (record.isBlank()) {
      defect = Optional.of("a comma is not followed by a record");
    } else if (record.tooLong()) {
      defect = Optional.of("is longer than " + JsonFrames.LONGEST_RECORD + " bytes");
    }
    return Optional.of(new RawRecord(index++, line, record.takeStripped(), defect, Extent.RECORD));
  }

  private Optional<RawRecord> afterList() throws IOException {
    int next = skipSpace();
    if (next == '}') {
      return closeObject();
    }
    if (next != ',') {
      return lost("the object is not closed after its list");
    }
    input.read();
    place = Place.MEMBER;
    return Optional.empty();
  }

  private Optional<RawRecord> closeObject() throws IOException {
    input.read();
    return closed();
  }

  private Optional<RawRecord> closed() throws IOException {
    if (!missing.isEmpty()) {
      return lost("the object lacks the list '" + missing.iterator().next() + "'");
    }
    place = Place.AFTER_OBJECT;
    return Optional.empty();
  }

  private Optional<RawRecord> trailer() throws IOException {
    return skipSpace() == ByteInput.END && input.broken().isEmpty()
        ? end()
        : lost("stands after the end of the object");
  }

  private Optional<RawRecord> end() {
    place = Place.END;
    return Optional.empty();
  }

  /** The rest of the input, for this reason or, if it is broken off, for that. */
  private Optional<RawRecord> lost(String reason) throws IOException {
    place = Place.END;
    long line = input.line();
    for (int next = input.read(); next != ByteInput.END; next = input.read()) {
      record.add(next);
    }
    return Optional.of(
        new RawRecord(
            index++,
            line,
            record.takeStripped(),
            Optional.of(input.broken().orElse(reason)),
            Extent.REST_OF_INPUT));
  }

  /** The next byte that is no blank, without taking it. */
  private int skipSpace() throws IOException {
    while (RecordBytes.isSpace(input.peek())) {
      input.read();
    }
    return input.peek();
  }
}
