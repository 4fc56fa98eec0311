package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.check.ObservationCheck;
import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.source.mapped.FieldMapping.Others;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One field in a mapping file: a text, which names its column, or these keys.
 *
 * <pre>{@code
 * constant: consensus               # for all records; alone
 * column: stake                     # a.b is the member b of the JSON member a
 * columns: [host, port]             # instead: joined, missing if one of them is
 * separator: "/"                    # between them; usually /
 * missing: ["-"]                    # instead of the file's own list
 * after: " "                        # what follows the first of it; nothing if there is none
 * before: " "                       # what precedes the first of it; all if there is none
 * prefix: AS                        # must be there, and is cut off
 * remove: ","                       # is taken out everywhere
 * lowercase: true
 * values: {t: datacenter, f: ~}     # what texts mean; ~ is unknown
 * others: keep                      # texts not in values: refuse (usual), keep or missing
 * default: up                       # what a missing value is
 * decimals: 6                       # of weight: times 10^6, and must come out whole
 * round: down                       # of weight: what is not whole is cut, and not refused
 * time: epoch-seconds               # of observed_at: iso (usual), epoch-seconds, epoch-millis
 * pattern: dd.MM.yyyy HH:mm         # of observed_at: instead
 * zone: Europe/Berlin               # of a pattern without an offset
 * }</pre>
 */
final class FieldEntry {

  private static final List<String> KEYS =
      List.of(
          "constant",
          "column",
          "columns",
          "separator",
          "missing",
          "after",
          "before",
          "prefix",
          "remove",
          "lowercase",
          "values",
          "others",
          "default");
  private static final String DEFAULT_SEPARATOR = "/";

  private static final Map<ObservationField, String> PROBE =
      Map.of(
          ObservationField.NETWORK, "network",
          ObservationField.LAYER, "access",
          ObservationField.NODE_ID, "node",
          ObservationField.OBSERVED_AT, "2025-10-20T00:00:00Z",
          ObservationField.STATUS, "up");

  private final ObservationField field;
  private final MappingNode entry;

  private FieldEntry(ObservationField field, MappingNode entry) {
    this.field = field;
    this.entry = entry;
  }

  /**
   * Reads one entry.
   *
   * @param missing the file's spellings of what is missing
   * @throws MappingException for the first thing that is wrong
   */
  static FieldMapping read(ObservationField field, MappingNode entry, Set<String> missing)
      throws MappingException {
    return entry.isText()
        ? column(entry.text(), missing)
        : new FieldEntry(field, entry).mapping(missing);
  }

  private static FieldMapping column(String name, Set<String> missing) {
    return new FieldMapping(
        List.of(name),
        "",
        missing,
        Trimming.NONE,
        Map.of(),
        Others.KEEP,
        Conversion.NONE,
        Optional.empty());
  }

  private FieldMapping mapping(Set<String> missing) throws MappingException {
    entry.only(keys());
    Optional<MappingNode> own = entry.member("missing");
    Map<String, Optional<String>> values = values();
    if (values.isEmpty() && entry.member("others").isPresent()) {
      throw entry.member("others").get().wrong("goes with values");
    }
    return new FieldMapping(
        columns(),
        entry.text("separator").orElse(DEFAULT_SEPARATOR),
        own.isPresent() ? new HashSet<>(own.get().texts()) : missing,
        new Trimming(
            entry.text("after").orElse(""),
            entry.text("before").orElse(""),
            entry.text("prefix").orElse(""),
            entry.text("remove").orElse(""),
            entry.flag("lowercase")),
        values,
        values.isEmpty() ? Others.KEEP : entry.choice("others", Others.REFUSE),
        ConversionEntry.read(entry),
        literal(entry.member("constant").isPresent() ? "constant" : "default"));
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>(KEYS);
    if (field == ObservationField.WEIGHT) {
      keys.addAll(List.of("decimals", "round"));
    }
    if (field == ObservationField.OBSERVED_AT) {
      keys.addAll(List.of("time", "pattern", "zone"));
    }
    return keys;
  }

  private List<String> columns() throws MappingException {
    Map<String, MappingNode> members = entry.members();
    List<String> given =
        members.keySet().stream()
            .filter(List.of("constant", "column", "columns")::contains)
            .toList();
    if (given.size() != 1) {
      throw entry.wrong("must have one of column, columns and constant");
    }
    MappingNode origin = members.get(given.get(0));
    if (given.get(0).equals("constant")) {
      if (members.size() > 1) {
        throw entry.wrong("must have no other keys beside constant");
      }
      return List.of();
    }
    List<String> columns = given.get(0).equals("column") ? List.of(origin.text()) : origin.texts();
    if (columns.isEmpty() || columns.stream().anyMatch(String::isBlank)) {
      throw origin.wrong("must name a column");
    }
    return columns;
  }

  private Map<String, Optional<String>> values() throws MappingException {
    Map<String, Optional<String>> values = new HashMap<>();
    Optional<MappingNode> member = entry.member("values");
    if (member.isEmpty()) {
      return values;
    }
    for (Map.Entry<String, MappingNode> value : member.get().members().entrySet()) {
      Optional<String> meaning = value.getValue().optionalText();
      if (meaning.isPresent()) {
        check(value.getValue(), meaning.get());
      }
      values.put(value.getKey(), meaning);
    }
    if (values.isEmpty()) {
      throw member.get().wrong("must say what a text means");
    }
    return values;
  }

  /** A text of the file that becomes the field's value as it is. */
  private Optional<String> literal(String key) throws MappingException {
    Optional<MappingNode> member = entry.member(key);
    if (member.isEmpty()) {
      return Optional.empty();
    }
    String text = member.get().text();
    check(member.get(), text);
    return Optional.of(text);
  }

  private void check(MappingNode place, String text) throws MappingException {
    Map<ObservationField, String> probe = new EnumMap<>(PROBE);
    probe.put(field, text);
    TimeLimits anyTime = new TimeLimits(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), true);
    try {
      new ObservationCheck(anyTime, "mapping").check(probe);
    } catch (RefusedException e) {
      throw place.wrong(e.reason());
    }
  }
}
