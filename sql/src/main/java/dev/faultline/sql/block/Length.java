package dev.faultline.sql.block;

/** Lengths as LEB128, which both formats use. */
final class Length {

  private Length() {}

  /** The length that stands at a position. */
  static int at(byte[] bytes, int position) {
    int length = 0;
    int shift = 0;
    int next = position;
    while (bytes[next] < 0) {
      length |= (bytes[next++] & 0x7F) << shift;
      shift += 7;
    }
    return length | bytes[next] << shift;
  }

  /** How many bytes a length takes. */
  static int size(int length) {
    return length < 0x80 ? 1 : (38 - Integer.numberOfLeadingZeros(length)) / 7;
  }
}
