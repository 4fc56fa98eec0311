package dev.faultline.local.clickhouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExceptionBlockTest {

  @Test
  void endsWithTheSizeOfTheMessageAndItsLineEnd() {
    assertThat(text(new ExceptionBlock("abcdefghijklmnop").around("böom")))
        .isEqualTo(
            "\r\n__exception__\r\nabcdefghijklmnop\r\nböom\n6 abcdefghijklmnop\r\n__exception__\r\n");
  }

  @Test
  void staysWithinItsLimitAndCutsNoCharacter() {
    byte[] block = ExceptionBlock.withRandomTag().around("ü".repeat(20_000));
    assertThat(block.length).isBetween(16_300, 16_384);
    assertThat(text(block)).doesNotContain("\ufffd");
  }

  @Test
  void hasATagOfItsOwn() {
    assertThat(ExceptionBlock.withRandomTag().tag())
        .matches("[a-z]{16}")
        .isNotEqualTo(ExceptionBlock.withRandomTag().tag());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
