package dev.faultline.snapshot.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The five fields of cron, in UTC: minute, hour, day of the month, month, day of the week (0 and 7
 * are Sunday). A field is {@code *}, a number, a range, either with {@code /step}, or several apart
 * by commas. If both days are given, either will do, as cron(8) has it.
 */
public final class Cron implements Schedule {

  private static final Pattern PART = Pattern.compile("(\\*|\\d+)(?:-(\\d+))?(?:/(\\d+))?");
  private static final int MOST_DAYS = 366 * 9;
  private static final int SUNDAY = 7;
  private static final String[] NAMES = {
    "minute", "hour", "day of the month", "month", "day of the week"
  };
  private static final int[] LEAST = {0, 0, 1, 1, 0};
  private static final int[] GREATEST = {59, 23, 31, 12, 7};

  private final String text;
  private final BitSet[] fields = new BitSet[NAMES.length];
  private final boolean eitherDay;

  private Cron(String text) {
    this.text = text;
    String[] words = text.strip().split("\\s+");
    if (words.length != NAMES.length) {
      throw new IllegalArgumentException(
          "'%s' is no schedule: give five fields, such as '0 0 * * *'".formatted(text));
    }
    for (int i = 0; i < NAMES.length; i++) {
      fields[i] = field(i, words[i]);
    }
    if (fields[4].get(0)) {
      fields[4].set(SUNDAY);
    }
    eitherDay = !words[2].startsWith("*") && !words[4].startsWith("*");
  }

  /**
   * Reads a schedule.
   *
   * @throws IllegalArgumentException naming the field that is wrong, or that it never comes
   */
  public static Cron of(String text) {
    Cron cron = new Cron(text);
    cron.after(Instant.EPOCH);
    return cron;
  }

  @Override
  public Instant after(Instant instant) {
    long minute = Math.floorDiv(instant.getEpochSecond(), 60) + 1;
    Instant from = Instant.ofEpochSecond(minute * 60);
    LocalDate day = from.atOffset(ZoneOffset.UTC).toLocalDate();
    LocalTime earliest = from.atOffset(ZoneOffset.UTC).toLocalTime();
    for (int i = 0; i < MOST_DAYS; i++) {
      if (isOn(day)) {
        LocalTime time = timeFrom(earliest);
        if (time != null) {
          return day.atTime(time).toInstant(ZoneOffset.UTC);
        }
      }
      day = day.plusDays(1);
      earliest = LocalTime.MIDNIGHT;
    }
    throw new IllegalArgumentException("'%s' is a schedule that never comes".formatted(text));
  }

  private boolean isOn(LocalDate day) {
    boolean month = fields[3].get(day.getMonthValue());
    boolean ofMonth = fields[2].get(day.getDayOfMonth());
    boolean ofWeek = fields[4].get(day.getDayOfWeek().getValue());
    return month && (eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek);
  }

  private LocalTime timeFrom(LocalTime earliest) {
    for (int hour = fields[1].nextSetBit(earliest.getHour());
        hour >= 0;
        hour = fields[1].nextSetBit(hour + 1)) {
      int minute = fields[0].nextSetBit(hour == earliest.getHour() ? earliest.getMinute() : 0);
      if (minute >= 0) {
        return LocalTime.of(hour, minute);
      }
    }
    return null;
  }

  private static BitSet field(int index, String word) {
    BitSet values = new BitSet();
    for (String part : word.split(",", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches() || part.length() > 12) {
        throw wrong(index, word);
      }
      boolean all = matcher.group(1).equals("*");
      int first = all ? LEAST[index] : Integer.parseInt(matcher.group(1));
      int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
      int last =
          matcher.group(2) != null
              ? Integer.parseInt(matcher.group(2))
              : all || matcher.group(3) != null ? GREATEST[index] : first;
      if (first < LEAST[index]
          || last > GREATEST[index]
          || first > last
          || step < 1
          || (all && matcher.group(2) != null)) {
        throw wrong(index, word);
      }
      for (int value = first; value <= last; value += step) {
        values.set(value);
      }
    }
    return values;
  }

  private static IllegalArgumentException wrong(int index, String word) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "'%s' is no %s of a schedule: give %d to %d, *, a range or a list",
            word,
            NAMES[index],
            LEAST[index],
            GREATEST[index]));
  }

  @Override
  public String toString() {
    return text;
  }
}
