package dev.faultline.ingest.source.prose;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A day as people write it: {@code 14 Jun 2021}, {@code March 15th, 2021}, {@code 2021-03-15},
 * {@code 3/15/2021} or {@code 3/15/21} (month first, unless it cannot be), {@code 15.3.2021},
 * {@code today}. One without a year is the newest such day.
 */
final class ProseDate {

  private static final String MONTH =
      "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
          + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";
  private static final String DAY = "\\d{1,2}(?:st|nd|rd|th)?";
  private static final String WEEKDAY =
      "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\b[.,]? )?";
  private static final String DAY_FIRST =
      WEEKDAY + DAY + "(?: of)?[ -]" + MONTH + "(?:(?:, ?|[ -])\\d{4}\\b)?";
  private static final String MONTH_FIRST =
      WEEKDAY + MONTH + " (?:the )?" + DAY + "\\b(?:(?:, ?| )\\d{4}\\b(?!:))?";
  private static final String NUMBERS =
      "\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}|\\d{1,2}/\\d{1,2}/\\d{4}"
          + "|\\d{1,2}/\\d{1,2}/\\d{2}\\b|\\d{1,2}\\.\\d{1,2}\\.\\d{4}\\b";

  /** A date inside a larger pattern, for text with single blanks. */
  static final String PATTERN =
      "(?:" + NUMBERS + "|" + DAY_FIRST + "|" + MONTH_FIRST + "|today|yesterday)";

  private static final Pattern WORDS_OF_MONTH = Pattern.compile(MONTH, Pattern.CASE_INSENSITIVE);
  private static final Pattern YEAR = Pattern.compile("\\b\\d{4}\\b");
  private static final Pattern DAY_NUMBER = Pattern.compile("\\b(\\d{1,2})(?:st|nd|rd|th)?\\b");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private ProseDate() {}

  /**
   * Reads what {@link #PATTERN} found.
   *
   * @param newest the day that it is not after, if it names no year; also today
   * @return empty if there is no such day
   */
  static Optional<LocalDate> of(String text, LocalDate newest) {
    String date = text.toLowerCase(Locale.ROOT);
    try {
      if (date.equals("today") || date.equals("yesterday")) {
        return Optional.of(newest.minusDays(date.equals("today") ? 0 : 1));
      }
      Matcher month = WORDS_OF_MONTH.matcher(date);
      return Optional.of(month.find() ? named(date, month.group(), newest) : numbered(date));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LocalDate numbered(String date) {
    Matcher number = NUMBER.matcher(date);
    int[] parts = new int[3];
    for (int i = 0; i < parts.length && number.find(); i++) {
      parts[i] = Integer.parseInt(number.group());
    }
    if (parts[0] > 31) {
      return LocalDate.of(parts[0], parts[1], parts[2]);
    }
    int year = parts[2] < 100 ? 2000 + parts[2] : parts[2];
    return parts[0] > 12 || date.contains(".")
        ? LocalDate.of(year, parts[1], parts[0])
        : LocalDate.of(year, parts[0], parts[1]);
  }

  private static LocalDate named(String date, String month, LocalDate newest) {
    int number = MONTHS.indexOf(month.substring(0, 3)) + 1;
    Matcher day = DAY_NUMBER.matcher(date);
    if (!day.find()) {
      throw new DateTimeException("no day");
    }
    int dayOfMonth = Integer.parseInt(day.group(1));
    Matcher year = YEAR.matcher(date);
    if (year.find()) {
      return LocalDate.of(Integer.parseInt(year.group()), number, dayOfMonth);
    }
    LocalDate thisYear = LocalDate.of(newest.getYear(), number, dayOfMonth);
    return thisYear.isAfter(newest) ? thisYear.minusYears(1) : thisYear;
  }
}
