package dev.faultline.sql.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sql.row.RowBuffer;
import dev.faultline.sql.row.Table.NameAndType;
import dev.faultline.sql.row.TableRoute;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeBlockTest {

  private final NativeBlock block =
      new NativeBlock(
          List.of(
              new NameAndType("n", "Nullable(UInt32)"),
              new NameAndType("l", "LowCardinality(String)")));

  @Test
  void valuesOfAColumnStandTogetherUnderItsNameAndType() throws IOException {
    RowBuffer rows = new RowBuffer(64);
    putRow(5, "a", rows);
    putRow(null, "b", rows);
    putRow(6, "a", rows);
    rows.read(0, rows.size(), block::add);

    RowBuffer expected = new RowBuffer(64);
    expected.putLength(2);
    expected.putLength(3);
    expected.putString("n");
    expected.putString("Nullable(UInt32)");
    List.of(0, 1, 0).forEach(expected::putByte);
    List.of(5, 0, 6).forEach(expected::putInt);
    expected.putString("l");
    expected.putString("LowCardinality(String)");
    expected.putLong(1);
    expected.putLong(0x600);
    expected.putLong(2);
    expected.putString("a");
    expected.putString("b");
    expected.putLong(3);
    List.of(0, 1, 0).forEach(expected::putByte);
    assertThat(written()).isEqualTo(expected.toByteArray());
    assertThat(block.rows()).isEqualTo(3);
  }

  @Test
  void aBlockThatIsUsedAgainKnowsNothingOfTheLast() throws IOException {
    RowBuffer rows = new RowBuffer(64);
    putRow(7, "z", rows);
    rows.read(0, rows.size(), block::add);
    byte[] first = written();

    block.clear();
    assertThat(written()).isEmpty();
    rows.read(0, rows.size(), block::add);
    assertThat(written()).isEqualTo(first);
  }

  @Test
  void halfARowIsAMistake() {
    RowBuffer rows = new RowBuffer(64);
    putRow(7, "z", rows);

    assertThatThrownBy(() -> rows.read(0, rows.size() - 1, block::add))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUnknownTypeIsRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> new NativeBlock(List.of(new NameAndType("u", "UUID"))))
        .hasMessageContaining("UUID");
  }

  @Test
  void everyTableOfTheSinkHasTypesThatAreKnown() {
    assertThat(TableRoute.all())
        .allSatisfy(route -> assertThat(new NativeBlock(route.table().columns()).rows()).isZero());
  }

  private static void putRow(Integer number, String label, RowBuffer out) {
    out.putByte(number == null ? 1 : 0);
    if (number != null) {
      out.putInt(number);
    }
    out.putString(label);
  }

  private byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    block.writeTo(out);
    return out.toByteArray();
  }
}
