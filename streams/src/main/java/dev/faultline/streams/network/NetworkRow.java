package dev.faultline.streams.network;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.faultline.schemas.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one row of the networks table; every complaint names the line and the column. */
final class NetworkRow {

  static final List<String> COLUMNS =
      List.of(
          "network",
          "layer",
          "base_unit",
          "liveness",
          "safety",
          "kind",
          "step_s",
          "windows_s",
          "grace_s",
          "citation");

  /** Columns that a table may have, in this order, before the citation. */
  private static final String PUBLISHER_LAG = "publisher_lag_s";

  private static final String NODE_IDS = "node_ids";

  private static final List<String> LAYERS =
      List.of("consensus", "execution", "storage", "compute", "access");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");
  private static final Pattern RULE = Pattern.compile("(>=?) *(\\d{1,9})/(\\d{1,9})");

  private final String file;
  private final NamedCsvRecord row;

  NetworkRow(String file, NamedCsvRecord row) {
    this.file = file;
    this.row = row;
  }

  /** Whether these are the columns, with the optional ones or without. */
  static boolean isHeader(List<String> header) {
    List<String> expected = new ArrayList<>(COLUMNS);
    for (String optional : List.of(PUBLISHER_LAG, NODE_IDS)) {
      if (header.contains(optional)) {
        expected.add(expected.size() - 1, optional);
      }
    }
    return header.equals(expected);
  }

  /**
   * The rules that the row states.
   *
   * @throws IllegalArgumentException naming file, line and column of the first mistake
   */
  PopulationRules rules() {
    Population population = new Population(read("network", this::name), read("layer", this::layer));
    String baseUnit = read("base_unit", this::text);
    FaultRule liveness = read("liveness", this::rule);
    Optional<FaultRule> safety =
        read("safety", field -> field.isEmpty() ? Optional.empty() : Optional.of(rule(field)));
    RuleKind kind = read("kind", this::kind);
    long stepMillis = 1000L * read("step_s", field -> seconds(field, 1));
    long graceMillis = 1000L * read("grace_s", field -> seconds(field, 0));
    OptionalInt lag =
        read(
            PUBLISHER_LAG,
            field -> field.isEmpty() ? OptionalInt.empty() : OptionalInt.of(seconds(field, 0)));
    boolean hasPrivateNodes = read(NODE_IDS, this::isPrivate);
    String citation = read("citation", this::text);
    return read(
        "windows_s",
        field -> {
          List<Integer> windows =
              Arrays.stream(field.split(" ")).map(length -> seconds(length, 1)).toList();
          int longest = windows.get(windows.size() - 1);
          return new PopulationRules(
              population,
              baseUnit,
              liveness,
              safety,
              kind,
              stepMillis,
              windows,
              graceMillis,
              1000L * lag.orElse(longest),
              hasPrivateNodes,
              citation,
              false);
        });
  }

  private <T> T read(String column, Function<String, T> reader) {
    String field = row.findField(column).orElse("");
    try {
      return reader.apply(field);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          file
              + " line "
              + row.getStartingLineNumber()
              + ", column "
              + column
              + ", value '"
              + field
              + "': "
              + wrong.getMessage(),
          wrong);
    }
  }

  private String name(String field) {
    if (!NAME.matcher(field).matches()) {
      throw new IllegalArgumentException("expected lower-case letters, digits, '.', '-' and '_'");
    }
    return field;
  }

  /** A misspelled layer would be the rules of a population that never comes. */
  private String layer(String field) {
    if (!LAYERS.contains(field)) {
      throw new IllegalArgumentException("expected one of " + String.join(", ", LAYERS));
    }
    return field;
  }

  private String text(String field) {
    if (field.isBlank()) {
      throw new IllegalArgumentException("must not be empty");
    }
    return field;
  }

  private FaultRule rule(String field) {
    Matcher matcher = RULE.matcher(field);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a rule such as '>= 1/3' or '> 1/2'");
    }
    return new FaultRule(
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)),
        matcher.group(1).equals(">"));
  }

  private RuleKind kind(String field) {
    for (RuleKind kind : RuleKind.values()) {
      if (field.equals(kind.name().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new IllegalArgumentException("expected protocol or convention");
  }

  private boolean isPrivate(String field) {
    if (!List.of("", "public", "private").contains(field)) {
      throw new IllegalArgumentException("expected public or private");
    }
    return field.equals("private");
  }

  private int seconds(String field, int least) {
    if (!WHOLE_NUMBER.matcher(field).matches() || Integer.parseInt(field) < least) {
      throw new IllegalArgumentException("expected whole seconds, at least " + least);
    }
    return Integer.parseInt(field);
  }
}
