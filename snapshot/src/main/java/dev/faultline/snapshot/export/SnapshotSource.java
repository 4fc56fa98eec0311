package dev.faultline.snapshot.export;

import dev.faultline.snapshot.content.DataFile;
import dev.faultline.snapshot.content.FileColumn;
import dev.faultline.snapshot.population.Inclusion.Included;
import dev.faultline.snapshot.population.Selection;
import dev.faultline.snapshot.scratch.ClickHouseSession;
import dev.faultline.snapshot.scratch.ScratchDatabase;
import dev.faultline.snapshot.scratch.SqlText;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Copies what a snapshot is of from Faultline's tables into a scratch database. */
public final class SnapshotSource {

  /** Ids that are addresses are addresses, whatever the rules say. */
  private static final String ADDRESS =
      "match(node, '(^|[^0-9.])([0-9]{1,3}[.]){3}[0-9]{1,3}([^0-9.]|$)')"
          + " OR match(node, '([0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{1,4}')";

  private static final String HIDE =
      """
      INSERT INTO snapshot_hidden
      SELECT network, layer, node,
        'node-' || leftPad(toString(row_number() OVER (PARTITION BY network, layer ORDER BY node)), 7, '0')
      FROM snapshot_members
      WHERE network = '%s' AND layer = '%s'
      """;

  private static final String CLOSED_BY =
      """
      SELECT partition, offset, incidents_through
      FROM closing_watermarks(network = '%s', layer = '%s', at = %s)
      ORDER BY partition
      """;

  private final ClickHouseSession source;
  private final ScratchDatabase scratch;
  private final boolean withAddresses;
  private final Map<DataFile, String> queries = new LinkedHashMap<>();

  /**
   * @param withAddresses whether node ids and addresses are told of every population
   */
  public SnapshotSource(ClickHouseSession source, ScratchDatabase scratch, boolean withAddresses) {
    this.source = source;
    this.scratch = scratch;
    this.withAddresses = withAddresses;
  }

  /** Copies everything; returns what stood behind each population. */
  public List<PopulationProvenance> copy(Selection selection) throws IOException, SQLException {
    for (DataFile file : DataFile.values()) {
      if (file != DataFile.POPULATION) {
        copy(file, selection);
      }
    }
    List<PopulationProvenance> provenance = new ArrayList<>();
    List<FileColumn> columns = scratch.columns(DataFile.POPULATION, withAddresses);
    for (Included included : selection.included()) {
      String query = SourceQueries.members(columns, included);
      queries.putIfAbsent(DataFile.POPULATION, query);
      source.copy(query, scratch.session(), DataFile.POPULATION.table(), names(columns));
      boolean hidden = !withAddresses && hide(included);
      provenance.add(provenance(included, hidden));
    }
    return provenance;
  }

  /** The SQL that the files were read by; of the population that of its first. */
  public Map<DataFile, String> queries() {
    return Map.copyOf(queries);
  }

  private void copy(DataFile file, Selection selection) throws IOException, SQLException {
    List<FileColumn> columns = scratch.columns(file, withAddresses);
    String query = SourceQueries.of(file, columns, selection);
    queries.put(file, query);
    source.copy(query, scratch.session(), file.table(), names(columns));
  }

  /** Whether the ids of its nodes are hidden from here on. */
  private boolean hide(Included included) throws SQLException {
    String network = SqlText.escaped(included.population().network());
    String layer = SqlText.escaped(included.population().layer());
    boolean hides =
        included.population().hasPrivateNodes()
            || scratch
                .session()
                .rows(
                    "SELECT count() > 0 FROM (SELECT 1 FROM snapshot_members WHERE network = '%s' AND layer = '%s' AND (%s) LIMIT 1)"
                        .formatted(network, layer, ADDRESS),
                    row -> row.getBoolean(1))
                .get(0);
    if (hides) {
      scratch.session().execute(HIDE.formatted(network, layer));
    }
    return hides;
  }

  private PopulationProvenance provenance(Included included, boolean hidden) throws SQLException {
    String network = SqlText.escaped(included.population().network());
    String layer = SqlText.escaped(included.population().layer());
    Map<Integer, Long> positions = new TreeMap<>();
    List<Long> through = new ArrayList<>();
    source.rows(
        CLOSED_BY.formatted(network, layer, SqlText.time(included.at())),
        row -> {
          long value = row.getLong(3);
          if (!row.wasNull()) {
            through.add(value);
          }
          return positions.put(row.getInt(1), row.getLong(2));
        });
    Long incidents = through.stream().max(Long::compare).orElse(null);
    scratch
        .session()
        .execute(
            "INSERT INTO snapshot_populations VALUES ('%s', '%s', %s, %s)"
                .formatted(network, layer, SqlText.time(included.at()), incidents));
    List<String> tables =
        scratch
            .session()
            .rows(
                "SELECT DISTINCT tables_version FROM snapshot_members WHERE network = '%s' AND layer = '%s' AND tables_version != '' ORDER BY 1"
                    .formatted(network, layer),
                row -> row.getString(1));
    return new PopulationProvenance(
        included.population().network(),
        included.population().layer(),
        included.at(),
        positions,
        incidents,
        tables,
        hidden);
  }

  private static List<String> names(List<FileColumn> columns) {
    return columns.stream().map(FileColumn::name).toList();
  }
}
