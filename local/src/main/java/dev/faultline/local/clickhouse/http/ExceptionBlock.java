package dev.faultline.local.clickhouse.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * An error after output that was already sent, as servers from 25.11 on tell it: the answer's
 * header names a random tag, and the body ends with a block that carries it, so that nothing in the
 * data can be taken for an error.
 *
 * @param tag sixteen lower-case letters
 */
record ExceptionBlock(String tag) {

  static final String HEADER = "X-ClickHouse-Exception-Tag";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TAG_LENGTH = 16;

  /** Whole blocks are at most this long; clients search the end of the body for them. */
  private static final int LIMIT = 16 * 1024;

  static ExceptionBlock withRandomTag() {
    StringBuilder tag = new StringBuilder();
    for (int i = 0; i < TAG_LENGTH; i++) {
      tag.append((char) ('a' + RANDOM.nextInt(26)));
    }
    return new ExceptionBlock(tag.toString());
  }

  /**
   * The block. Its size counts the message and the line end after it.
   *
   * @param message UTF-8, without a line end
   */
  byte[] around(String message) {
    String head = "\r\n__exception__\r\n" + tag + "\r\n";
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    String longest = "\n" + LIMIT + " " + tag + "\r\n__exception__\r\n";
    int room = LIMIT - head.length() - longest.length();
    int length = text.length <= room ? text.length : charactersWithin(text, room);
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    block.write(text, 0, length);
    String tail = "\n" + (length + 1) + " " + tag + "\r\n__exception__\r\n";
    block.writeBytes(tail.getBytes(StandardCharsets.US_ASCII));
    return block.toByteArray();
  }

  /** The longest length that does not cut a character in two. */
  private static int charactersWithin(byte[] text, int room) {
    int length = room;
    while (length > 0 && (text[length] & 0xc0) == 0x80) {
      length--;
    }
    return length;
  }
}
