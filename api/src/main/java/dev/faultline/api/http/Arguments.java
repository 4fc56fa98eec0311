package dev.faultline.api.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request gives for the parameters of its route. Each reader throws a {@link Problem} that
 * names the parameter.
 *
 * @param values by name
 * @param body of the request; empty if it has none
 */
public record Arguments(Map<String, String> values, byte[] body) {

  private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /** Text as given. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** Text that the path cannot be without. */
  public String required(String name) {
    return text(name).orElseThrow(() -> Problem.parameter(name, "It must be given."));
  }

  /** A time such as {@code 2025-10-20T08:00:00Z}. */
  public Optional<Instant> time(String name) {
    return text(name).map(text -> time(name, text));
  }

  /** The same, of text that came otherwise. */
  public static Instant time(String name, String text) {
    Instant time;
    try {
      time = Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Problem.parameter(
          name, "'" + text + "' is not a time; give one such as 2025-10-20T08:00:00Z.");
    }
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw Problem.parameter(name, "Times go from 1970 to 9999.");
    }
    return time;
  }

  /** A whole number within bounds. */
  public Optional<Integer> number(String name, int least, int most) {
    return text(name)
        .map(
            text -> {
              int number;
              try {
                number = Integer.parseInt(text);
              } catch (NumberFormatException e) {
                throw Problem.parameter(name, "'" + text + "' is not a whole number.");
              }
              if (number < least || number > most) {
                throw Problem.parameter(name, "It may be %d to %d.".formatted(least, most));
              }
              return number;
            });
  }

  /** True or false. */
  public Optional<Boolean> flag(String name) {
    return oneOf(name, List.of("true", "false")).map(Boolean::valueOf);
  }

  /** One of some words. */
  public Optional<String> oneOf(String name, List<String> words) {
    Optional<String> word = text(name);
    if (word.isPresent() && !words.contains(word.get())) {
      throw Problem.parameter(
          name, "'%s' is not one of: %s.".formatted(word.get(), String.join(", ", words)));
    }
    return word;
  }
}
