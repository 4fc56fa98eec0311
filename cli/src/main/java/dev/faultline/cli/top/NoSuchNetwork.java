package dev.faultline.cli.top;

import dev.faultline.api.index.IndexQuestion;
import dev.faultline.cli.output.NearestName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why there is nothing to show, and what could be asked for instead. */
public final class NoSuchNetwork {

  private static final String SERIES =
      """
      SELECT network, layer, window_s, toString(toDateTime(min(at), 'UTC')) AS first
      FROM resilience GROUP BY network, layer, window_s ORDER BY network, layer, window_s
      """;

  private record Series(String network, String layer, int windowSeconds, String first) {}

  private NoSuchNetwork() {}

  /** Empty if nothing has been measured at all. */
  public static Optional<String> reason(IndexQuestion question, Connection connection)
      throws SQLException {
    List<Series> series = series(connection);
    if (series.isEmpty()) {
      return Optional.empty();
    }
    List<Series> left = new ArrayList<>(series);
    if (question.network().isPresent()) {
      String network = question.network().get();
      left.removeIf(each -> !each.network().equals(network));
      if (left.isEmpty()) {
        return Optional.of(
            named("network", network, series.stream().map(Series::network).distinct().toList()));
      }
    }
    if (question.layer().isPresent()) {
      List<String> layers = left.stream().map(Series::layer).distinct().toList();
      left.removeIf(each -> !each.layer().equals(question.layer().get()));
      if (left.isEmpty()) {
        return Optional.of(
            named(
                "layer", question.layer().get() + " of " + question.network().orElse(""), layers));
      }
    }
    return Optional.of(ofWindowOrTime(question, left));
  }

  private static String named(String kind, String name, List<String> names) {
    return "no %s named %s; %sthere are: %s"
        .formatted(
            kind,
            name,
            NearestName.of(name, names).map(near -> "did you mean '" + near + "'? ").orElse(""),
            String.join(", ", names));
  }

  private static String ofWindowOrTime(IndexQuestion question, List<Series> left) {
    Optional<Integer> window = question.windowSeconds();
    if (window.isPresent()
        && left.stream().noneMatch(each -> each.windowSeconds() == window.get())) {
      return "no window of %d s; there are: %s"
          .formatted(
              window.get(),
              String.join(
                  ", ",
                  left.stream()
                      .map(Series::windowSeconds)
                      .distinct()
                      .sorted()
                      .map(String::valueOf)
                      .toList()));
    }
    return "nothing had been measured at %s; the first is of %s UTC"
        .formatted(
            question.at().map(Object::toString).orElse("this time"),
            left.stream().map(Series::first).min(String::compareTo).orElse("–"));
  }

  private static List<Series> series(Connection connection) throws SQLException {
    List<Series> series = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SERIES);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        series.add(
            new Series(
                row.getString("network"),
                row.getString("layer"),
                row.getInt("window_s"),
                row.getString("first")));
      }
    }
    return series;
  }
}
