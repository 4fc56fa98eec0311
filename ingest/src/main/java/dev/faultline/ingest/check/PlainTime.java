package dev.faultline.ingest.check;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads the spelling of a time that nearly all documents use, {@code 2025-10-20T00:57:00.123Z} with
 * up to nine digits behind the point or none. The JDK's parser, which reads all others, takes a
 * microsecond, a fourth of what an imported record costs.
 */
final class PlainTime {

  /** What is returned for any other spelling, whether it is a time or not. */
  static final long OTHER = Long.MIN_VALUE;

  private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
  private static final int MOST_DIGITS_OF_A_SECOND = 9;
  private static final int MILLIS_OF_A_DAY = 86_400_000;

  private PlainTime() {}

  /** Milliseconds since the epoch, cut off; {@link #OTHER} if it is not spelled so. */
  static long millis(String text) {
    if (!hasShape(text) || text.charAt(text.length() - 1) != 'Z') {
      return OTHER;
    }
    int year = 100 * two(text, 0) + two(text, 2);
    int month = two(text, 5);
    int day = two(text, 8);
    int hour = two(text, 11);
    int minute = two(text, 14);
    int second = two(text, 17);
    int fraction = millisOfSecond(text);
    boolean isDate = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
    if (!isDate || hour > 23 || minute > 59 || second > 59 || fraction < 0) {
      return OTHER;
    }
    int ofDay = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
    return LocalDate.of(year, month, day).toEpochDay() * MILLIS_OF_A_DAY + ofDay;
  }

  private static boolean hasShape(String text) {
    if (text.length() <= SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char expected = SHAPE.charAt(i);
      char c = text.charAt(i);
      if (expected == 'd' ? c < '0' || c > '9' : c != expected) {
        return false;
      }
    }
    return true;
  }

  private static int daysOf(int year, int month) {
    return YearMonth.of(year, month).lengthOfMonth();
  }

  /** Of what stands between the seconds and the Z; -1 if that is no fraction. */
  private static int millisOfSecond(String text) {
    int from = SHAPE.length();
    int to = text.length() - 1;
    if (from == to) {
      return 0;
    }
    int digits = to - from - 1;
    if (text.charAt(from) != '.' || digits < 1 || digits > MOST_DIGITS_OF_A_SECOND) {
      return -1;
    }
    int millis = 0;
    for (int i = 0; i < Math.max(digits, 3); i++) {
      char c = i < digits ? text.charAt(from + 1 + i) : '0';
      if (c < '0' || c > '9') {
        return -1;
      }
      millis = i < 3 ? 10 * millis + c - '0' : millis;
    }
    return millis;
  }

  private static int two(String text, int at) {
    return 10 * (text.charAt(at) - '0') + text.charAt(at + 1) - '0';
  }
}
