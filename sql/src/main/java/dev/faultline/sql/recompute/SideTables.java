package dev.faultline.sql.recompute;

import dev.faultline.schemas.Topic;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.row.TableRoute;
import dev.faultline.sql.sink.clickhouse.InsertFailedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Tables beside the published ones, {@code recomputed_<table>_<epoch>}, which are theirs in all but
 * the name. An epoch is used once: rows of two recomputations never mix, and no insert token comes
 * twice.
 */
public final class SideTables implements AutoCloseable {

  /** What is computed again. Impacts follow incidents over time and are left out. */
  public static final List<Topic> TOPICS =
      List.of(
          Topic.DECENTRALIZATION,
          Topic.ENTITY_SHARES,
          Topic.RESILIENCE,
          Topic.STRESS,
          Topic.JOINT_NAKAMOTO);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST = 65_535;

  private final ClickHouse clickHouse;
  private final int epoch;
  private final Map<Topic, SideTable<?>> tables = new EnumMap<>(Topic.class);

  private SideTables(ClickHouse clickHouse, int epoch) {
    this.clickHouse = clickHouse;
    this.epoch = epoch;
  }

  /**
   * Creates the tables of an epoch.
   *
   * @param wanted none for one that has not been used
   * @throws SinkException if the epoch has been used; nothing was created then
   */
  public static SideTables create(ClickHouse clickHouse, Optional<Integer> wanted)
      throws SQLException {
    int greatest = greatestEpoch(clickHouse);
    int epoch = wanted.orElse(greatest + 1);
    if (epoch <= greatest) {
      throw new SinkException(
          "there are tables of recomputations up to epoch %d: its rows would be dropped as the"
                  .formatted(greatest)
              + " repetition of these, or mix with them. Give --epoch %d or more, or none"
                  .formatted(greatest + 1));
    }
    if (epoch < 1 || epoch > MOST) {
      throw new SinkException("epoch " + epoch + " is not between 1 and " + MOST);
    }
    SideTables side = new SideTables(clickHouse, epoch);
    for (Topic topic : TOPICS) {
      String published = published(topic).table().name();
      side.execute("CREATE TABLE " + side.name(topic) + " AS " + published);
      side.tables.put(topic, SideTable.open(clickHouse, published(topic), side.name(topic), epoch));
    }
    return side;
  }

  /** The epoch of the tables. */
  public int epoch() {
    return epoch;
  }

  /** Name of the table beside that of a topic. */
  public String name(Topic topic) {
    return "recomputed_" + published(topic).table().name() + "_" + epoch;
  }

  /** Adds a row to the table of its kind; rows of other kinds are passed over. */
  public void add(SpecificRecord row) throws InsertFailedException {
    Schema schema = row.getSchema();
    for (Topic topic : TOPICS) {
      if (topic.valueSchema().getFullName().equals(schema.getFullName())) {
        tables.get(topic).add(row);
        return;
      }
    }
  }

  /** Inserts what has been added and not inserted yet. */
  public void flush() throws InsertFailedException {
    for (SideTable<?> table : tables.values()) {
      table.flush();
    }
  }

  /** Drops the tables. */
  public void drop() throws SQLException {
    for (Topic topic : TOPICS) {
      execute("DROP TABLE IF EXISTS " + name(topic));
    }
  }

  @Override
  public void close() throws SQLException {
    for (SideTable<?> table : tables.values()) {
      table.close();
    }
  }

  static TableRoute<?, ?> published(Topic topic) {
    return TableRoute.all().stream()
        .filter(route -> route.topic() == topic)
        .findFirst()
        .orElseThrow();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = clickHouse.connect(PATIENCE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int greatestEpoch(ClickHouse clickHouse) throws SQLException {
    try (Connection connection = clickHouse.connect(PATIENCE);
        Statement statement = connection.createStatement();
        ResultSet greatest =
            statement.executeQuery(
                "SELECT max(toUInt32OrZero(extract(name, '^recomputed_[a-z_]+_([0-9]+)$'))) FROM"
                    + " system.tables WHERE database = currentDatabase()")) {
      greatest.next();
      return greatest.getInt(1);
    }
  }
}
