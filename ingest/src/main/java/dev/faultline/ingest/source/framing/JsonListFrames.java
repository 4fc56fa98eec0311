package dev.faultline.ingest.source.framing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import dev.faultline.ingest.source.Refusal.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts an object with lists in it, such as {@code {"archive": […], "current": […]}}, or with maps,
 * such as {@code {"nodes": {"a": …, "b": …}}}, into the elements of these, without parsing them;
 * other members are passed over. An input that begins with a bracket is cut as an array of such
 * elements.
 *
 * <p>An object that lacks what it must hold is told at its end as a loss of the rest of the input,
 * because nobody knows what it should have held.
 */
public final class JsonListFrames implements Frames {

  private static final int LONGEST_NAME = 512;
  private static final char NOT_UTF_8 = '\uFFFD';
  private static final int LONGEST_SCALAR = 64;
  private static final JsonFactory JSON = new JsonFactory();

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
  private final ListedMembers members;
  private final Map<String, String> scalars = new HashMap<>();
  private final RecordBytes nameBytes = new RecordBytes(LONGEST_NAME);
  private final RecordBytes record = new RecordBytes(JsonFrames.LONGEST_RECORD);
  private JsonFrames array;
  private Place place = Place.START;
  private boolean inMap;
  private String list;
  private String key;
  private int depth;
  private long index;

  private JsonListFrames(ByteInput input, ListedMembers members) {
    this.input = input;
    this.members = members;
    this.array = JsonFrames.upToTheArraysEnd(input);
  }

  /** An object that must hold all of these lists. */
  public static JsonListFrames all(ByteInput input, Set<String> lists) {
    return new JsonListFrames(input, new ListedMembers(lists, Set.of(), Set.of(), true));
  }

  /** Objects, one after another, that must each hold at least one of these lists and maps. */
  public static JsonListFrames any(ByteInput input, Set<String> lists, Set<String> maps) {
    return new JsonListFrames(input, new ListedMembers(lists, maps, Set.of(), false));
  }

  /**
   * Objects and arrays, one after another; each object must hold at least one of these lists, which
   * may also stand in an object within it that has one of these names, such as the {@code result}
   * of JSON-RPC.
   */
  public static JsonListFrames within(ByteInput input, Set<String> lists, Set<String> wrappers) {
    return new JsonListFrames(input, new ListedMembers(lists, Set.of(), wrappers, false));
  }

  /** The list or map in which the newest record stands; empty for an array without names. */
  public Optional<String> list() {
    return Optional.ofNullable(list);
  }

  /** The name of the newest record in its map; empty for an element of a list. */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  /** A short member that stood in the object before the newest record, as JSON writes it. */
  public Optional<String> scalar(String name) {
    return Optional.ofNullable(scalars.get(name));
  }

  @Override
  public Optional<RawRecord> next() throws IOException {
    Optional<RawRecord> next = Optional.empty();
    while (next.isEmpty() && place != Place.END) {
      next = step();
    }
    return next;
  }

  /** Passes over the rest of the object at hand, after which all its short members are known. */
  public void finishObject() throws IOException {
    while (place != Place.AFTER_OBJECT && place != Place.END) {
      step();
    }
  }

  private Optional<RawRecord> step() throws IOException {
    return switch (place) {
      case START -> begin();
      case MEMBER -> member();
      case ELEMENT -> element();
      case AFTER_LIST -> afterList();
      case AFTER_OBJECT -> trailer();
      case ARRAY -> ofArray();
      case END -> Optional.empty();
    };
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
    list = null;
    key = null;
    Optional<RawRecord> next = array.next();
    if (next.isEmpty()) {
      array = JsonFrames.upToTheArraysEnd(input);
      place = Place.AFTER_OBJECT;
    }
    return next;
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
    int opening = skipSpace();
    if (opening == '{' && members.isWrapper(name.get())) {
      input.read();
      depth++;
      return Optional.empty();
    }
    boolean isMap = opening == '{' && members.isMap(name.get());
    if (isMap || opening == '[' && members.isList(name.get())) {
      return enter(name.get(), isMap);
    }
    return passOver(name.get());
  }

  private Optional<RawRecord> enter(String name, boolean isMap) throws IOException {
    if (!members.see(name)) {
      return lost((isMap ? "the map '" : "the list '") + name + "' stands twice in the object");
    }
    input.read();
    list = name;
    inMap = isMap;
    key = null;
    place = Place.ELEMENT;
    if (skipSpace() == closing()) {
      input.read();
      place = Place.AFTER_LIST;
    }
    return Optional.empty();
  }

  private int closing() {
    return inMap ? '}' : ']';
  }

  /** The name at hand; empty if it is not closed on its line, too long, or no text of JSON. */
  private Optional<String> name() throws IOException {
    input.read();
    boolean isEscaped = false;
    boolean hasEscapes = false;
    int next = input.read();
    while ((next != '"' || isEscaped) && next != '\n' && next != ByteInput.END) {
      isEscaped = next == '\\' && !isEscaped;
      hasEscapes |= isEscaped;
      nameBytes.add(next);
      next = input.read();
    }
    boolean isName = next == '"' && !nameBytes.tooLong();
    String name = StandardCharsets.UTF_8.decode(nameBytes.take()).toString();
    if (!isName) {
      return Optional.empty();
    }
    return hasEscapes ? unescaped(name) : Optional.of(name);
  }

  private static Optional<String> unescaped(String name) throws IOException {
    try (JsonParser text = JSON.createParser('"' + name + '"')) {
      return Optional.ofNullable(text.nextTextValue());
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  private Optional<RawRecord> passOver(String name) throws IOException {
    int end = JsonSpan.copy(input, '}', record);
    if (end != ',' && end != '}') {
      return lost("a member of the object is not closed");
    }
    ByteBuffer value = record.takeStripped();
    if (value.remaining() <= LONGEST_SCALAR) {
      scalars.put(name, StandardCharsets.UTF_8.decode(value).toString());
    }
    return end == '}' ? closed() : Optional.empty();
  }

  private Optional<RawRecord> element() throws IOException {
    int first = skipSpace();
    long line = input.line();
    if (inMap) {
      Optional<String> name = first == '"' ? name() : Optional.empty();
      if (name.isEmpty() || skipSpace() != ':') {
        return lost("a member of the map '" + list + "' has no name");
      }
      input.read();
      key = name.get();
    }
    int end = JsonSpan.copy(input, closing(), record);
    if (end == ByteInput.END) {
      return lost(
          record.isBlank()
              ? "the list is not closed: the input is cut off here"
              : "the list ends inside this record");
    }
    if (end == closing()) {
      place = Place.AFTER_LIST;
    }
    Optional<String> defect = Optional.empty();
    if (inMap && key.indexOf(NOT_UTF_8) >= 0) {
      defect = Optional.of("has a name that is not UTF-8");
    } else if (end == '\n') {
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
    if (depth > 0) {
      depth--;
      place = Place.AFTER_LIST;
      return Optional.empty();
    }
    Optional<String> missing = members.missing();
    if (missing.isPresent()) {
      return lost(missing.get());
    }
    place = Place.AFTER_OBJECT;
    return Optional.empty();
  }

  private Optional<RawRecord> trailer() throws IOException {
    int next = skipSpace();
    if (members.mayBeFollowed() && (next == '{' || next == '[')) {
      scalars.clear();
      return begin();
    }
    return next == ByteInput.END && input.broken().isEmpty()
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
