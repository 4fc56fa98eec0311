package dev.faultline.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PlainTimeTest {

  private static void readsLikeTheJdk(String text) {
    long millis = PlainTime.millis(text);
    if (millis == PlainTime.OTHER) {
      return;
    }
    assertThat(millis).as(text).isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
  }

  private static boolean isTimeOfTheJdk(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  @Test
  void readsWhatDocumentsWrite() {
    for (String text :
        new String[] {
          "2025-10-20T00:57:00Z",
          "2024-02-29T23:59:59.9Z",
          "2000-02-29T00:00:00.123456789Z",
          "1969-12-31T23:59:59.001Z",
          "0000-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999999Z"
        }) {
      assertThat(PlainTime.millis(text))
          .as(text)
          .isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    }
  }

  @Test
  void leavesAllElseToTheJdk() {
    for (String text :
        new String[] {
          "",
          "Z",
          "2025-10-20T00:57Z",
          "2025-10-20T00:57:00",
          "2025-10-20T00:57:00.Z",
          "2025-10-20T00:57:00,5Z",
          "2025-10-20T00:57:00.1234567890Z",
          "2025-10-20T00:57:00+02:00",
          "2025-10-20t00:57:00z",
          "2025-10-20 00:57:00Z",
          "2025-02-29T00:00:00Z",
          "1900-02-29T00:00:00Z",
          "2025-00-10T00:00:00Z",
          "2025-13-10T00:00:00Z",
          "2025-04-31T00:00:00Z",
          "2025-04-00T00:00:00Z",
          "2025-10-20T24:00:00Z",
          "2025-10-20T23:60:00Z",
          "2025-10-20T23:59:60Z",
          "2025-10-20T23:59:00.٣Z",
          "٢٠٢٥-10-20T23:59:00Z"
        }) {
      assertThat(PlainTime.millis(text)).as(text).isEqualTo(PlainTime.OTHER);
    }
  }

  @Property
  void isTheSameTimeAsTheJdkReads(
      @ForAll @LongRange(min = 0, max = 9_999) long year,
      @ForAll @IntRange(max = 15) int month,
      @ForAll @IntRange(max = 35) int day,
      @ForAll @IntRange(max = 29) int hour,
      @ForAll @IntRange(max = 69) int minute,
      @ForAll @IntRange(max = 69) int second,
      @ForAll @Chars({'0', '1', '5', '9'}) @StringLength(max = 11) String fraction) {
    String text =
        "%04d-%02d-%02dT%02d:%02d:%02d".formatted(year, month, day, hour, minute, second)
            + (fraction.isEmpty() ? "" : "." + fraction)
            + "Z";
    assertThat(PlainTime.millis(text) != PlainTime.OTHER).as(text).isEqualTo(isTimeOfTheJdk(text));
    readsLikeTheJdk(text);
  }

  @Property
  void takesNothingThatTheJdkRefuses(
      @ForAll @IntRange(max = 23) int at,
      @ForAll @Chars({'0', '9', 'T', 'Z', '-', ':', '.', '+'}) char c) {
    StringBuilder text = new StringBuilder("2025-10-20T00:57:00.123Z");
    text.setCharAt(at, c);
    readsLikeTheJdk(text.toString());
  }
}
