package dev.faultline.sql.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RowBufferTest {

  private final RowBuffer buffer = new RowBuffer(1);

  @Test
  void writesNumbersLittleEndian() {
    buffer.putByte(1);
    buffer.putShort(0x0203);
    buffer.putInt(0x04050607);
    buffer.putLong(0x08090A0B0C0D0E0FL);

    assertThat(buffer.toByteArray())
        .containsExactly(1, 3, 2, 7, 6, 5, 4, 0x0F, 0x0E, 0x0D, 0x0C, 0x0B, 0x0A, 9, 8);
  }

  @Test
  void writesDoublesAsTheirBits() {
    buffer.putDouble(1.0);

    assertThat(buffer.toByteArray()).containsExactly(0, 0, 0, 0, 0, 0, 0xF0, 0x3F);
  }

  @Test
  void writesLengthsInSevenBitGroups() {
    buffer.putLength(0);
    buffer.putLength(127);
    buffer.putLength(128);
    buffer.putLength(300);

    assertThat(buffer.toByteArray()).containsExactly(0, 0x7F, 0x80, 1, 0xAC, 2);
  }

  @Test
  void countsAStringsLengthInBytesOfUtf8() {
    buffer.putString("é€");

    assertThat(buffer.toByteArray()).containsExactly(5, 0xC3, 0xA9, 0xE2, 0x82, 0xAC);
  }

  @Test
  void forgetsWhatIsCutOff() throws IOException {
    buffer.putString("kept");
    int end = buffer.size();
    buffer.putString("a row that was refused half-way");
    buffer.truncate(end);
    buffer.putByte(9);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    buffer.writeTo(out, end, buffer.size());
    assertThat(out.toByteArray()).containsExactly(9);
    assertThat(buffer.size()).isEqualTo(6);
  }

  @Test
  void cannotBeCutToMoreThanThereIs() {
    assertThatThrownBy(() -> buffer.truncate(1)).isInstanceOf(IllegalArgumentException.class);
  }
}
