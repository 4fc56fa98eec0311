package dev.faultline.ingest.source.framing;

import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;

/**
 * UTF-16 as UTF-8, character by character. Half a surrogate pair becomes the three bytes that UTF-8
 * does not allow, so that the record it stands in is refused and no other.
 */
final class Utf16Input extends InputStream {

  private static final int REPLACED_AT = 0x10000;
  private static final int LONGEST = 4; // bytes of a character

  private final InputStream units;
  private final boolean bigEndian;
  private final byte[] encoded = new byte[LONGEST];
  private int position;
  private int limit;
  private int waiting = ByteInput.END; // a unit that was read ahead
  private IOException failure;

  /**
   * @param units the bytes after the byte order mark
   */
  Utf16Input(InputStream units, ByteOrder order) {
    this.units = new BufferedInputStream(units);
    this.bigEndian = order.equals(ByteOrder.BIG_ENDIAN);
  }

  @Override
  public int read() throws IOException {
    if (position == limit && !encodeNext()) {
      return ByteInput.END;
    }
    return encoded[position++] & 0xFF;
  }

  /** What can be read before an error is given before it. */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    int read = 0;
    try {
      for (int next = 0; read < length && (next = read()) != ByteInput.END; read++) {
        buffer[offset + read] = (byte) next;
      }
    } catch (IOException e) {
      failure = e;
      if (read == 0) {
        throw e;
      }
    }
    return read == 0 && length > 0 ? ByteInput.END : read;
  }

  private boolean encodeNext() throws IOException {
    int unit = waiting == ByteInput.END ? unit() : waiting;
    waiting = ByteInput.END;
    if (unit == ByteInput.END) {
      return false;
    }
    int character = unit;
    if (Character.isHighSurrogate((char) unit)) {
      int low = unit();
      if (low != ByteInput.END && Character.isLowSurrogate((char) low)) {
        character = Character.toCodePoint((char) unit, (char) low);
      } else {
        waiting = low;
      }
    }
    encode(character);
    return true;
  }

  /** The next two bytes as a number, or {@link ByteInput#END}. */
  private int unit() throws IOException {
    int first = units.read();
    if (first == ByteInput.END) {
      return ByteInput.END;
    }
    int second = units.read();
    if (second == ByteInput.END) {
      throw new CharConversionException("the UTF-16 text ends in the middle of a character");
    }
    return bigEndian ? first << 8 | second : second << 8 | first;
  }

  private void encode(int character) {
    position = 0;
    limit = 0;
    if (character < 0x80) {
      encoded[limit++] = (byte) character;
      return;
    }
    if (character < 0x800) {
      encoded[limit++] = (byte) (0xC0 | character >> 6);
    } else {
      if (character < REPLACED_AT) {
        encoded[limit++] = (byte) (0xE0 | character >> 12);
      } else {
        encoded[limit++] = (byte) (0xF0 | character >> 18);
        encoded[limit++] = (byte) (0x80 | (character >> 12 & 0x3F));
      }
      encoded[limit++] = (byte) (0x80 | (character >> 6 & 0x3F));
    }
    encoded[limit++] = (byte) (0x80 | (character & 0x3F));
  }
}
