package dev.faultline.snapshot.population;

import dev.faultline.snapshot.population.Inclusion.Included;
import dev.faultline.snapshot.population.Inclusion.LeftOut;
import dev.faultline.snapshot.scratch.SqlText;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a snapshot is of.
 *
 * @param included in the order of their names
 */
public record Selection(Instant asOf, List<Included> included, List<LeftOut> leftOut) {

  /** A condition on a table's rows: the instants of the populations. */
  public String instants() {
    return "(network, layer, at) IN ("
        + included.stream()
            .map(
                each ->
                    "('%s', '%s', %s)"
                        .formatted(
                            SqlText.escaped(each.population().network()),
                            SqlText.escaped(each.population().layer()),
                            SqlText.time(each.at())))
            .collect(
                Collectors.joining(
                    ", ", "", included.isEmpty() ? "('', '', toDateTime64(0, 3, 'UTC'))" : ""))
        + ")";
  }

  /** A condition on a table's rows: the populations at any instant. */
  public String populations() {
    return "(network, layer) IN ("
        + included.stream()
            .map(
                each ->
                    "('%s', '%s')"
                        .formatted(
                            SqlText.escaped(each.population().network()),
                            SqlText.escaped(each.population().layer())))
            .collect(Collectors.joining(", ", "", included.isEmpty() ? "('', '')" : ""))
        + ")";
  }

  /** A condition on a table's rows: each population up to its instant. */
  public String untilInstants() {
    return included.stream()
        .map(
            each ->
                "(network = '%s' AND layer = '%s' AND at <= %s)"
                    .formatted(
                        SqlText.escaped(each.population().network()),
                        SqlText.escaped(each.population().layer()),
                        SqlText.time(each.at())))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
