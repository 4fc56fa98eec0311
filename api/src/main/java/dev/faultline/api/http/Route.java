package dev.faultline.api.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A method and a path of the API.
 *
 * @param template such as {@code /api/v1/populations/{network}/{layer}}
 * @param queryParameters that it takes; it refuses others
 * @param isImmediate whether it waits for nothing, and so is answered even when questions queue
 */
public record Route(
    String method,
    String template,
    List<String> queryParameters,
    boolean isImmediate,
    Action action) {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /** Answers a request. */
  @FunctionalInterface
  public interface Action {
    Answer answer(Arguments arguments) throws Exception;
  }

  /** One that reads. */
  public static Route get(String template, List<String> queryParameters, Action action) {
    return new Route("GET", template, queryParameters, false, action);
  }

  /** One that takes a body. */
  public static Route post(String template, Action action) {
    return new Route("POST", template, List.of(), false, action);
  }

  /** One that waits for nothing and nobody. */
  public static Route immediate(String template, Action action) {
    return new Route("GET", template, List.of(), true, action);
  }

  /** All its parameters, those of the path first. */
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    Matcher places = PLACE.matcher(template);
    while (places.find()) {
      parameters.add(new Parameter(places.group(1), Parameter.In.PATH));
    }
    queryParameters.forEach(name -> parameters.add(Parameter.query(name)));
    return parameters;
  }

  /** The parts of a path that this template names; empty if it is the path of another. */
  Optional<Map<String, String>> match(List<String> segments) {
    String[] wanted = template.substring(1).split("/");
    if (wanted.length != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      Matcher place = PLACE.matcher(wanted[i]);
      if (place.matches()) {
        parts.put(place.group(1), segments.get(i));
      } else if (!wanted[i].equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parts);
  }
}
