package dev.faultline.sql.query;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A question and the SQL that answers it.
 *
 * @param name the file's name without {@code .sql}
 * @param question one sentence
 * @param notes what is good to know; may be empty
 * @param parameters what it can be told
 * @param columns of its answer, in order
 * @param text the whole file
 */
public record NamedQuery(
    String name,
    String question,
    String notes,
    List<QueryParameter> parameters,
    List<QueryColumn> columns,
    String text) {

  public NamedQuery {
    parameters = List.copyOf(parameters);
    columns = List.copyOf(columns);
  }

  /**
   * All parameters with the values that they have in a run.
   *
   * @param given by name, as a user writes them
   * @param now the time that {@code now} is
   * @throws IllegalArgumentException if a name is unknown, a value is missing or of the wrong type
   */
  public Map<String, String> bind(Map<String, String> given, Instant now) {
    Set<String> unknown = new HashSet<>(given.keySet());
    parameters.forEach(parameter -> unknown.remove(parameter.name()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "Query '%s' has no parameter '%s'. %s"
              .formatted(name, unknown.iterator().next(), parametersInWords()));
    }
    Map<String, String> bound = new LinkedHashMap<>();
    for (QueryParameter parameter : parameters) {
      String value = given.get(parameter.name());
      if (value == null) {
        value =
            parameter
                .defaultValue()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "Query '%s' needs --param %s=…: %s"
                                .formatted(name, parameter.name(), parameter.meaning())));
      }
      bound.put(parameter.name(), parameter.bind(value, now));
    }
    return bound;
  }

  private String parametersInWords() {
    return parameters.isEmpty()
        ? "It has none."
        : "It has: "
            + parameters.stream().map(QueryParameter::name).collect(Collectors.joining(", "))
            + ".";
  }
}
