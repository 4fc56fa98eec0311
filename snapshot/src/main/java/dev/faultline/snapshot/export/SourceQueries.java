package dev.faultline.snapshot.export;

import dev.faultline.snapshot.content.DataFile;
import dev.faultline.snapshot.content.FileColumn;
import dev.faultline.snapshot.population.Inclusion.Included;
import dev.faultline.snapshot.population.Selection;
import dev.faultline.snapshot.scratch.SqlText;
import java.util.List;
import java.util.stream.Collectors;

/** The SQL of each file: what is read of Faultline's tables. */
public final class SourceQueries {

  private SourceQueries() {}

  /** The query of a file that one query reads; not that of the population. */
  public static String of(DataFile file, List<FileColumn> columns, Selection selection) {
    String asOf = SqlText.time(selection.asOf());
    String head = "SELECT " + names(file, columns) + " FROM " + file.table();
    return switch (file) {
      case DECENTRALIZATION, RESILIENCE, STRESS, JOINT_NAKAMOTO ->
          head + " FINAL WHERE " + selection.instants();
      case ENTITY_SHARES ->
          // they are published when they have changed
          head
              + " FINAL WHERE (network, layer, dimension, weighting, window_s, at) IN"
              + " (SELECT network, layer, dimension, weighting, window_s, max(at) FROM "
              + file.table()
              + " WHERE "
              + selection.untilInstants()
              + " GROUP BY network, layer, dimension, weighting, window_s)";
      case IMPACT ->
          head
              + " FINAL WHERE at <= %s AND %s".formatted(asOf, selection.populations())
              + " ORDER BY network, layer, source, incident_id, weighting, window_s, at DESC"
              + " LIMIT 1 BY network, layer, source, incident_id, weighting, window_s";
      case PROVIDER_RELIABILITY ->
          head
              + " FINAL WHERE at < %s".formatted(asOf)
              + " ORDER BY provider, region, window_s, at DESC LIMIT 1 BY provider, region, window_s";
      case RIPPLE ->
          "SELECT * FROM ("
              + head
              + " FINAL WHERE at < %s".formatted(asOf)
              + " ORDER BY dependant, provider, pair, at DESC LIMIT 1 BY dependant, provider, pair)"
              + " WHERE finding != 'no_pair'";
      case INCIDENTS -> head + " FINAL WHERE known_at <= %s".formatted(asOf);
      case NETWORKS, REGION_COUNTRIES -> head + " FINAL";
      case POPULATION -> throw new IllegalArgumentException("a query a population");
    };
  }

  /** The query of one population's members; addresses are read only where they are asked for. */
  public static String members(List<FileColumn> columns, Included included) {
    String at = SqlText.time(included.at());
    return "SELECT "
        + columns.stream()
            .map(
                column ->
                    switch (column.name()) {
                      case "at" -> at + " AS at";
                      case "node" -> "node_id AS node";
                      default -> column.name();
                    })
            .collect(Collectors.joining(", "))
        + " FROM population_at(network = '%s', layer = '%s', at = %s, window_s = 0)"
            .formatted(
                SqlText.escaped(included.population().network()),
                SqlText.escaped(included.population().layer()),
                at);
  }

  private static String names(DataFile file, List<FileColumn> columns) {
    return columns.stream()
        .map(
            column ->
                file == DataFile.INCIDENTS && column.name().equals("position")
                    ? "_offset AS position"
                    : column.name())
        .collect(Collectors.joining(", "));
  }
}
