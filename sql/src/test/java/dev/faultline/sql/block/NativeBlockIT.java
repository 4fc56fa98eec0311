package dev.faultline.sql.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.data.ClickHouseFormat;
import com.clickhouse.jdbc.ConnectionImpl;
import dev.faultline.sql.row.Column;
import dev.faultline.sql.row.Columns;
import dev.faultline.sql.row.Provenance;
import dev.faultline.sql.row.RowBuffer;
import dev.faultline.sql.row.Table;
import dev.faultline.sql.row.Table.NameAndType;
import dev.faultline.sql.sink.clickhouse.ClickHouseTable;
import dev.faultline.sql.stack.Database;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine reads the same values from a block as from the rows that it was made of. */
@WithStack
class NativeBlockIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static Database database;

  @BeforeAll
  static void open(TestStack stack) throws Exception {
    database = Database.take(stack);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  /** The sizes at which numbers of dictionaries become wider, too. */
  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 1000, 66_000})
  void everyType(int rows) throws Exception {
    RowBuffer bytes = new RowBuffer(1 << 16);
    Table<Integer> table = table("by_block_" + rows);
    for (int row = 0; row < rows; row++) {
      table.writeRow(row, new Provenance("t", row % 3, row, 7), bytes);
    }
    create(table.name(), table.columns());
    create("by_row_" + rows, table.columns());

    try (ClickHouseTable target = new ClickHouseTable(database.clickHouse(), table, PATIENCE)) {
      // the second time its memory is used again
      for (int part : new int[] {0, 1}) {
        target.insert("part-" + part, reader -> bytes.read(0, bytes.size(), reader));
      }
    }
    insertRows("by_row_" + rows, table.columns(), bytes);
    insertRows("by_row_" + rows, table.columns(), bytes);

    assertThat(digest(table.name())).isEqualTo(digest("by_row_" + rows));
    assertThat(database.query("SELECT count() FROM " + table.name()))
        .hasToString("[[" + 2 * rows + "]]");
  }

  @Test
  void aTableOfAnotherTypeRefusesTheBlock() throws Exception {
    Table<Integer> table =
        new Table<>("narrow", 1, new Columns<Integer>().uint64("n", row -> row).toList());
    RowBuffer bytes = new RowBuffer(64);
    table.writeRow(5, new Provenance("t", 0, 0, 0), bytes);
    create(
        "narrow",
        table.columns().stream()
            .map(column -> column.name().equals("n") ? new NameAndType("n", "UInt32") : column)
            .toList());

    try (ClickHouseTable target = new ClickHouseTable(database.clickHouse(), table, PATIENCE)) {
      assertThatThrownBy(() -> target.insert("t", reader -> bytes.read(0, bytes.size(), reader)))
          .hasMessageContaining("UInt32");
    }
    assertThat(database.query("SELECT count() FROM narrow")).hasToString("[[0]]");
  }

  private static Table<Integer> table(String name) {
    return new Table<>(name, 1, columns());
  }

  private static List<Column<Integer>> columns() {
    return new Columns<Integer>()
        .text("text", row -> "x".repeat(row % 300))
        .optionalText("optional_text", row -> row % 3 == 0 ? null : "t" + row)
        .label("label", row -> row % 5 == 0 ? "" : "l" + row)
        .optionalLabel("optional_label", row -> row % 3 == 0 ? null : row % 3 == 1 ? "" : "é" + row)
        .label("few", row -> "few" + row / 100 % 3)
        .time("time", row -> Instant.ofEpochSecond(row))
        .optionalTime("optional_time", row -> row % 2 == 0 ? null : Instant.ofEpochMilli(row))
        .uint32("small", row -> row)
        .optionalUint32("optional_small", row -> row % 2 == 0 ? null : row)
        .uint64("large", row -> row)
        .optionalUint64("optional_large", row -> row % 2 == 0 ? null : (long) row)
        .real("real", row -> row / 3.0)
        .optionalReal("optional_real", row -> row % 2 == 0 ? null : row / 7.0)
        .flag("flag", row -> row % 2 == 0)
        .labels("labels", row -> IntStream.range(0, row % 4).mapToObj(i -> "e" + i).toList())
        .labels("no_labels", row -> List.of())
        .reals("reals", row -> row % 3 == 0 ? Map.of() : Map.of("a", row / 2.0, "b" + row, 1.0))
        .uint64s("uint64s", row -> Map.of("k", (long) row))
        .uint32s("uint32s", row -> Map.of())
        .column("texts", "Map(String, String)", (row, out) -> putPair("k" + row, "", out))
        .column(
            "tuples",
            "Array(Tuple(provider LowCardinality(String), region"
                + " LowCardinality(Nullable(String))))",
            (row, out) -> putPair("p" + row % 7, row % 2 == 0 ? null : "r" + row, out))
        .toList();
  }

  /** One pair; as the elements of a tuple the second is nullable. */
  private static void putPair(String first, String second, RowBuffer out) {
    out.putLength(1);
    out.putString(first);
    if (second == null || !second.isEmpty()) {
      out.putByte(second == null ? 1 : 0);
    }
    if (second != null) {
      out.putString(second);
    }
  }

  private static void create(String name, List<NameAndType> columns) {
    String definitions =
        columns.stream()
            .map(column -> column.name() + " " + column.type())
            .collect(Collectors.joining(", "));
    database.execute(
        "CREATE TABLE %s (%s) ENGINE = MergeTree ORDER BY tuple() SETTINGS non_replicated_deduplication_window = 100"
            .formatted(name, definitions));
  }

  private static void insertRows(String name, List<NameAndType> columns, RowBuffer rows)
      throws Exception {
    RowBuffer header = new RowBuffer(1024);
    header.putLength(columns.size());
    columns.forEach(column -> header.putString(column.name()));
    columns.forEach(column -> header.putString(column.type()));
    try (Connection connection = database.clickHouse().connect(PATIENCE)) {
      Client client = connection.unwrap(ConnectionImpl.class).getClient();
      client
          .insert(
              name,
              out -> {
                header.writeTo(out, 0, header.size());
                rows.writeTo(out, 0, rows.size());
              },
              ClickHouseFormat.RowBinaryWithNamesAndTypes,
              new com.clickhouse.client.api.insert.InsertSettings()
                  .setDeduplicationToken(Long.toString(System.nanoTime())))
          .get()
          .close();
    }
  }

  private static String digest(String name) {
    return database
        .query("SELECT count(), sum(sipHash64(toString(tuple(*)))) FROM " + name)
        .toString();
  }
}
