package dev.faultline.ingest.source.mapped;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.faultline.ingest.check.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A place in a mapping file. Scalars keep the text that was written, because YAML would read {@code
 * 1.10} as a number and {@code no} as a boolean.
 */
final class MappingNode {

  private static final int LONGEST_NAME = 64;

  private final String path;
  private final int line;
  // a String, a List of nodes, a Map from String to nodes, or null
  private final Object value;

  private MappingNode(String path, int line, Object value) {
    this.path = path;
    this.line = line;
    this.value = value;
  }

  /** Reads the value at which the parser stands. */
  static MappingNode read(JsonParser parser, String path) throws IOException, MappingException {
    int line = parser.currentLocation().getLineNr();
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return new MappingNode(path, line, members(parser, path));
    }
    if (token == JsonToken.START_ARRAY) {
      List<MappingNode> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(read(parser, path));
      }
      return new MappingNode(path, line, elements);
    }
    boolean none = token == null || token == JsonToken.VALUE_NULL;
    return new MappingNode(path, line, none ? null : parser.getText());
  }

  private static Map<String, MappingNode> members(JsonParser parser, String path)
      throws IOException, MappingException {
    Map<String, MappingNode> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String memberPath = path.isEmpty() ? name : path + "." + name;
      parser.nextToken();
      MappingNode member = read(parser, memberPath);
      if (members.put(name, member) != null) {
        throw member.wrong("stands twice");
      }
    }
    return members;
  }

  /** An error at this place, which tells its line and key. */
  MappingException wrong(String reason) {
    String key = path.isEmpty() ? "" : Quoted.line(path, 2 * LONGEST_NAME) + " ";
    return new MappingException("line " + line + ": " + key + reason);
  }

  boolean isText() {
    return value instanceof String;
  }

  /** The members by name, in the order of the file. */
  Map<String, MappingNode> members() throws MappingException {
    Map<String, MappingNode> members = new LinkedHashMap<>();
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong("must be keys with values");
    }
    map.forEach((name, node) -> members.put((String) name, (MappingNode) node));
    return members;
  }

  /**
   * Refuses keys that nobody knows.
   *
   * @param allowed in the order in which a person should read them
   */
  void only(List<String> allowed) throws MappingException {
    for (Map.Entry<String, MappingNode> member : members().entrySet()) {
      if (!allowed.contains(member.getKey())) {
        throw member.getValue().wrong("is not a key here; allowed: " + String.join(", ", allowed));
      }
    }
  }

  /** A member; empty if it is not there. */
  Optional<MappingNode> member(String name) throws MappingException {
    return Optional.ofNullable(members().get(name));
  }

  /** The text of this scalar. */
  String text() throws MappingException {
    if (value instanceof String text) {
      return text;
    }
    throw wrong("must be a text" + (value == null ? "; put quotes around it" : ""));
  }

  /** The text of this scalar; empty if it is null. */
  Optional<String> optionalText() throws MappingException {
    return value == null ? Optional.empty() : Optional.of(text());
  }

  /** The text of a member; empty if the member is not there. */
  Optional<String> text(String name) throws MappingException {
    Optional<MappingNode> member = member(name);
    return member.isPresent() ? Optional.of(member.get().text()) : Optional.empty();
  }

  /** The texts of this list, or the one text that stands here without a list. */
  List<String> texts() throws MappingException {
    List<String> texts = new ArrayList<>();
    if (!(value instanceof List<?> list)) {
      texts.add(text());
      return texts;
    }
    for (Object element : list) {
      texts.add(((MappingNode) element).text());
    }
    return texts;
  }

  /** One of the names of an enum, in lower case; the usual one if the member is not there. */
  <E extends Enum<E>> E choice(String name, E usual) throws MappingException {
    Optional<MappingNode> member = member(name);
    if (member.isEmpty()) {
      return usual;
    }
    E[] choices = usual.getDeclaringClass().getEnumConstants();
    String text = member.get().text();
    for (E choice : choices) {
      if (choice.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return choice;
      }
    }
    String allowed =
        Arrays.stream(choices)
            .map(choice -> choice.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.joining(", "));
    throw member.get().wrong(Quoted.of(text) + " is not one of " + allowed);
  }

  /** Whether a member is {@code true}. */
  boolean flag(String name) throws MappingException {
    Optional<MappingNode> member = member(name);
    if (member.isEmpty()) {
      return false;
    }
    return switch (member.get().text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw member.get().wrong("must be true or false");
    };
  }
}
