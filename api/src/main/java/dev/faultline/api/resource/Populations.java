package dev.faultline.api.resource;

import dev.faultline.api.http.Arguments;
import dev.faultline.api.http.Problem;
import dev.faultline.api.index.IndexQuestion;
import dev.faultline.api.index.IndexRows;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.query.TableQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the populations that a request is about. */
final class Populations {

  private static final int DAY = 86_400;

  private Populations() {}

  /** All of them at an instant. */
  static List<PopulationIndex> all(Connection connection, Arguments arguments) throws SQLException {
    return new IndexRows(connection)
        .read(
            new IndexQuestion(
                arguments.text("network"),
                arguments.text("layer"),
                Optional.empty(),
                arguments.time("at")));
  }

  /**
   * The one that the path names.
   *
   * @throws Problem if there is none, or none of that window or time
   */
  static PopulationIndex named(Connection connection, Arguments arguments) throws SQLException {
    String network = arguments.required("network");
    String layer = arguments.required("layer");
    List<PopulationIndex> found =
        new IndexRows(connection)
            .read(
                new IndexQuestion(
                    Optional.of(network),
                    Optional.of(layer),
                    arguments.number("window", 1, 400 * DAY),
                    arguments.time("at")));
    if (found.isEmpty()) {
      throw missing(connection, network, layer);
    }
    return found.get(0);
  }

  private static Problem missing(Connection connection, String network, String layer)
      throws SQLException {
    String name = network + "/" + layer;
    List<String> series =
        TableQuery.read(
                connection,
                "SELECT DISTINCT network || '/' || layer AS name, window_s FROM resilience"
                    + " ORDER BY name, window_s")
            .rows()
            .stream()
            .map(row -> row.get(0) + " (window " + row.get(1) + ")")
            .toList();
    List<String> own = series.stream().filter(each -> each.startsWith(name + " ")).toList();
    if (!own.isEmpty()) {
      return Problem.notFound(
          "Nothing of %s was measured up to that time in that window; there are: %s."
              .formatted(name, String.join(", ", own)));
    }
    return Problem.notFound(
        series.isEmpty()
            ? "Nothing has been measured yet. Import something, or wait for the next watermark."
            : "There is no population %s; there are: %s."
                .formatted(
                    name,
                    series.stream()
                        .map(each -> each.substring(0, each.indexOf(' ')))
                        .distinct()
                        .collect(Collectors.joining(", "))));
  }
}
