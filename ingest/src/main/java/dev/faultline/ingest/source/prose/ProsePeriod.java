package dev.faultline.ingest.source.prose;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From when until when something was, as a text says it: {@code Starting at 22:07 UTC on 14 Jun
 * 2021}, {@code Between 19:00 UTC (approx) on March 15, 2021, and 09:25 UTC on March 16, 2021},
 * {@code from 10:15 to 11:45 UTC on 2021-03-02}. A time of day without a zone is UTC, or has the
 * zone of the period's other end; one without a date has that of the other end, or is the newest
 * such time.
 *
 * @param begin when it began
 * @param end when it ended; empty if the text does not say it
 */
public record ProsePeriod(Instant begin, Optional<Instant> end) {

  /** How long after its begin an incident may be written about. */
  private static final Duration LONGEST_DELAY = Duration.ofDays(31);

  private static final int LONGEST_TEXT = 20_000;
  private static final String ABOUT =
      "(?:\\(?(?:approximately|approx\\b\\.?|about|around|roughly|circa|~) ?\\)?,? ?)";
  private static final String CLOCK = ProseClock.PATTERN;
  private static final String DATE = ProseDate.PATTERN;
  private static final String CLOCK_DATE =
      "(?:"
          + CLOCK
          + "(?: ?[(/] ?"
          + CLOCK
          + "\\)?)?,? ?"
          + ABOUT
          + "?(?:(?:on|of|-) )?(?:the )?\\(?"
          + DATE
          + "\\)?)";
  private static final String DATE_CLOCK =
      "(?:" + DATE + ",?[T ]?(?:(?:at|from|between|-|@) )?" + ABOUT + "?" + CLOCK + ")";
  private static final String MOMENT = "(?:" + CLOCK_DATE + "|" + DATE_CLOCK + "|" + CLOCK + ")";
  private static final String PRECISELY = "(?:" + CLOCK_DATE + "|" + DATE_CLOCK + ")";
  private static final String BEFORE = "(?:(?:at|on|from|around|as early as) |" + ABOUT + ")*";
  private static final String UNTIL =
      "(?: ?,? ?(?:and|to|until|till|through|-|–|—) ?" + BEFORE + "(?<end>" + MOMENT + "))?";
  private static final Pattern SAID =
      Pattern.compile(
          "(?i)\\b(?:(?<day>"
              + DATE
              + ")(?<!\\.),? )?(?:starting|started|start time|start|beginning|began|begun|since|from|between"
              + "|as early as|commencing|commenced|first (?:seen|observed|detected))\\b:? "
              + BEFORE
              + "(?<begin>"
              + MOMENT
              + ")"
              + UNTIL);
  private static final Pattern FIRST =
      Pattern.compile(
          "(?i)(?:^|[.:?!)] )(?:impact )?(?:at |on |around )?"
              + ABOUT
              + "?(?<begin>"
              + PRECISELY
              + ")"
              + UNTIL);
  private static final Pattern ENDED =
      Pattern.compile(
          "(?i)\\b(?:until|ending|ended|end time|mitigated|resolved|recovered|restored)\\b:? "
              + "(?:by |at |on )?"
              + BEFORE
              + "(?<end>"
              + PRECISELY
              + ")");
  private static final Pattern SENTENCE_END = Pattern.compile("(?<!\\b[ap]\\.?m)[.!?] (?=\\p{Lu})");

  /** A day in any form, understood or not; {@code may} is rather a verb. */
  private static final Pattern ANY_DATE =
      Pattern.compile(
          "(?i:"
              + DATE
              + ")|(?<![\\d.])\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{2,4}(?!\\.?\\d)"
              + "|\\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?"
              + "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b");

  private static final Pattern TIME_OF_DAY =
      Pattern.compile("(?i)\\d{1,2}:\\d{2}|\\d ?[ap]\\.?m\\b|\\d{4} ?(?:UTC|GMT)");

  /**
   * What a text says. A time of day without a date is not taken from a sentence with a date: it
   * would be of another day.
   *
   * @param text plain, without HTML
   * @param published when it was published, which its begin cannot be after
   * @return empty if it says nothing that is understood
   */
  public static Optional<ProsePeriod> in(String text, Instant published) {
    String line = line(text);
    Matcher said = SAID.matcher(line);
    while (said.find()) {
      String begin = said.group("begin");
      String day = said.group("day");
      String dated = day == null ? begin : begin + " on " + day;
      Optional<ProsePeriod> period = period(dated, said.group("end"), published);
      if (period.isPresent()) {
        if (!isDated(dated) && !isDated(said.group("end")) && isDated(sentence(line, said))) {
          break;
        }
        return Optional.of(period.get().withEndIn(line, published));
      }
    }
    Matcher first = FIRST.matcher(line);
    while (first.find()) {
      Optional<ProsePeriod> period = period(first.group("begin"), first.group("end"), published);
      if (period.isPresent()) {
        return Optional.of(period.get().withEndIn(line, published));
      }
    }
    return Optional.empty();
  }

  private static boolean isDated(String text) {
    return text != null && ANY_DATE.matcher(text).find();
  }

  /** The sentence in which a match stands. */
  private static String sentence(String line, Matcher match) {
    Matcher end = SENTENCE_END.matcher(line);
    int from = 0;
    while (end.find()) {
      if (end.start() >= match.end()) {
        return line.substring(from, end.start());
      }
      from = end.end() <= match.start() ? end.end() : from;
    }
    return line.substring(from);
  }

  /** Whether a text has a time of day in it, understood or not. */
  public static boolean isTimed(String text) {
    return TIME_OF_DAY.matcher(line(text)).find();
  }

  private static String line(String text) {
    String head = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    return head.replaceAll("[\\s\\u00a0\\u202f]+", " ").strip();
  }

  private ProsePeriod withEndIn(String line, Instant published) {
    Matcher ended = ENDED.matcher(line);
    if (end.isPresent() || !ended.find()) {
      return this;
    }
    LocalDate today = LocalDate.ofInstant(published, ZoneOffset.UTC);
    return ProseMoment.of(ended.group("end"), today)
        .map(last -> last.instant(today, ZoneOffset.UTC))
        .filter(last -> !last.isBefore(begin) && !last.isAfter(published))
        .map(last -> new ProsePeriod(begin, Optional.of(last)))
        .orElse(this);
  }

  private static Optional<ProsePeriod> period(String begin, String end, Instant published) {
    LocalDate today = LocalDate.ofInstant(published, ZoneOffset.UTC);
    Optional<ProseMoment> last = end == null ? Optional.empty() : ProseMoment.of(end, today);
    LocalDate newest = last.flatMap(ProseMoment::date).orElse(today);
    Optional<ProseMoment> first = ProseMoment.of(begin, newest);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    ZoneOffset zone =
        first
            .get()
            .clock()
            .offset()
            .or(() -> last.flatMap(l -> l.clock().offset()))
            .orElse(ZoneOffset.UTC);
    Optional<Instant> ended = last.map(l -> l.instant(first.get().date().orElse(today), zone));
    Instant latest = ended.filter(e -> !e.isAfter(published)).orElse(published);
    Instant began = first.get().instant(newest, zone);
    if (first.get().date().isEmpty() && began.isAfter(latest)) {
      began = began.minus(Duration.ofDays(1));
    }
    if (ended.isPresent() && last.get().date().isEmpty() && ended.get().isBefore(began)) {
      ended = ended.map(e -> e.plus(Duration.ofDays(1)));
    }
    Instant start = began;
    return start.isAfter(published) || start.isBefore(published.minus(LONGEST_DELAY))
        ? Optional.empty()
        : Optional.of(
            new ProsePeriod(start, ended.filter(e -> !e.isBefore(start) && !e.isAfter(published))));
  }
}
