package dev.faultline.sql.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sql.row.Table.NameAndType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Provenance PROVENANCE = new Provenance("t", 3, 77, 258);

  private final Table<Long> table =
      new Table<>(
          "numbers",
          1,
          new Columns<Long>().text("text", row -> "x").uint64("number", row -> row).toList());

  @Test
  void aRowIsItsColumnsAndWhereItCameFrom() throws RefusedRow {
    RowBuffer expected = new RowBuffer(64);
    expected.putString("x");
    expected.putLong(5);
    expected.putString("t");
    expected.putInt(3);
    expected.putLong(77);
    expected.putShort(258);

    RowBuffer out = new RowBuffer(1);
    table.writeRow(5L, PROVENANCE, out);

    assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(table.columns())
        .extracting(NameAndType::name)
        .containsExactly("text", "number", "_topic", "_partition", "_offset", "_epoch");
  }

  @Test
  void aRefusedRowLeavesNothingBehind() throws RefusedRow {
    RowBuffer out = new RowBuffer(1);
    table.writeRow(5L, PROVENANCE, out);
    byte[] before = out.toByteArray();

    assertThatThrownBy(() -> table.writeRow(-5L, PROVENANCE, out)).isInstanceOf(RefusedRow.class);
    assertThat(out.toByteArray()).isEqualTo(before);
  }

  @Test
  void theSchemaVersionChangesWithColumnsTypesOrderAndConversion() {
    Columns<Long> one = new Columns<Long>().text("a", row -> "").text("b", row -> "");
    Columns<Long> swapped = new Columns<Long>().text("b", row -> "").text("a", row -> "");
    Columns<Long> retyped = new Columns<Long>().text("a", row -> "").label("b", row -> "");

    assertThat(
            Arrays.asList(
                new Table<>("t", 1, one.toList()).schemaVersion(),
                new Table<>("t", 2, one.toList()).schemaVersion(),
                new Table<>("t", 1, swapped.toList()).schemaVersion(),
                new Table<>("t", 1, retyped.toList()).schemaVersion()))
        .doesNotHaveDuplicates();
    assertThat(new Table<>("t", 1, one.toList()).schemaVersion())
        .isEqualTo(new Table<>("t", 1, one.toList()).schemaVersion());
  }
}
