package dev.faultline.ingest.source.mapped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.source.framing.CsvDialect;
import dev.faultline.ingest.source.mapped.Mapping.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The YAML file of a mapping.
 *
 * <pre>{@code
 * input: csv                        # csv (with a header; usual) or json
 * delimiter: ";"                    # of csv: one ASCII character, usually a comma
 * quote: "'"                        # of csv: one ASCII character, usually "
 * encoding: windows-1252            # of csv: utf-8 (usual), iso-8859-1 or windows-1252
 * list: validators                  # of json: the member that holds the records; a.b is b within a
 * missing: [NA, "null"]             # what stands where nothing is known, besides nothing
 * fields:                           # node_id and status must be there
 *   network: {constant: cosmoshub}
 *   node_id: {columns: [host, port], separator: ":"}
 *   operator: moniker               # short for {column: moniker}
 *   …                               # keys of a field: see FieldEntry
 * }</pre>
 */
final class MappingFile {

  private static final List<String> KEYS =
      List.of("input", "delimiter", "quote", "encoding", "list", "missing", "fields");
  private static final Map<String, Charset> ENCODINGS =
      Map.of(
          "utf-8", StandardCharsets.UTF_8,
          "iso-8859-1", StandardCharsets.ISO_8859_1,
          "windows-1252", Charset.forName("windows-1252"));
  private static final List<ObservationField> NEEDED =
      List.of(ObservationField.NODE_ID, ObservationField.STATUS);
  private static final List<String> FIELD_NAMES =
      Arrays.stream(ObservationField.values()).map(ObservationField::fieldName).toList();
  private static final int LONGEST_MESSAGE = 300;
  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS).build();

  private MappingFile() {}

  static Mapping read(InputStream yaml) throws MappingException, IOException {
    byte[] bytes = yaml.readAllBytes();
    MappingNode file;
    try (YAMLParser parser = YAML.createParser(bytes)) {
      parser.nextToken();
      file = MappingNode.read(parser, "");
      if (parser.nextToken() != null) {
        throw file.wrong("the file holds more than one document");
      }
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      throw new MappingException(
          line
              + "is no YAML: "
              + Quoted.line(e.getOriginalMessage().replaceAll("\\s+", " "), LONGEST_MESSAGE));
    }
    file.only(KEYS);
    Input input = file.choice("input", Input.CSV);
    refuseKeysOfTheOther(file, input);
    return new Mapping(input, dialect(file), list(file), fields(file));
  }

  private static void refuseKeysOfTheOther(MappingNode file, Input input) throws MappingException {
    List<String> others =
        switch (input) {
          case CSV -> List.of("list");
          case JSON -> List.of("delimiter", "quote", "encoding");
        };
    for (String key : others) {
      Optional<MappingNode> member = file.member(key);
      if (member.isPresent()) {
        throw member
            .get()
            .wrong("goes with input: " + (input == Input.CSV ? "json" : "csv") + " alone");
      }
    }
  }

  private static Optional<String> list(MappingNode file) throws MappingException {
    Optional<String> list = file.text("list");
    if (list.isPresent() && list.get().isBlank()) {
      throw file.member("list").orElseThrow().wrong("must be the name of a member");
    }
    return list;
  }

  private static CsvDialect dialect(MappingNode file) throws MappingException {
    char delimiter = character(file, "delimiter", ',');
    char quote = character(file, "quote", '"');
    if (delimiter == quote) {
      throw file.wrong("delimiter and quote must differ");
    }
    Optional<String> encoding = file.text("encoding");
    if (encoding.isPresent() && !ENCODINGS.containsKey(encoding.get())) {
      throw file.member("encoding")
          .orElseThrow()
          .wrong(Quoted.of(encoding.get()) + " is not utf-8, iso-8859-1 or windows-1252");
    }
    return new CsvDialect(delimiter, quote, ENCODINGS.get(encoding.orElse("utf-8")));
  }

  private static char character(MappingNode file, String key, char usual) throws MappingException {
    String text = file.text(key).orElse(String.valueOf(usual));
    if (text.length() != 1 || text.charAt(0) > '~' || "\r\n\0".contains(text)) {
      throw file.member(key)
          .orElseThrow()
          .wrong("must be one ASCII character in quotes, such as \";\" or \"\\t\"");
    }
    return text.charAt(0);
  }

  private static Map<ObservationField, FieldMapping> fields(MappingNode file)
      throws MappingException {
    Optional<MappingNode> spellings = file.member("missing");
    Set<String> missing = spellings.isPresent() ? new HashSet<>(spellings.get().texts()) : Set.of();
    MappingNode fields = file.member("fields").orElseThrow(() -> file.wrong("fields is required"));
    fields.only(FIELD_NAMES);
    Map<ObservationField, FieldMapping> mapped = new EnumMap<>(ObservationField.class);
    for (Map.Entry<String, MappingNode> entry : fields.members().entrySet()) {
      ObservationField field = ObservationField.named(entry.getKey()).orElseThrow();
      mapped.put(field, FieldEntry.read(field, entry.getValue(), missing));
    }
    for (ObservationField needed : NEEDED) {
      if (!mapped.containsKey(needed)) {
        throw fields.wrong(
            "must say "
                + needed.fieldName()
                + (needed == ObservationField.STATUS
                    ? ": a column, or {constant: up} for a list of what is up"
                    : ": a column, or several joined"));
      }
    }
    return mapped;
  }
}
