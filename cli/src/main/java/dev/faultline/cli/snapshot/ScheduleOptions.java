package dev.faultline.cli.snapshot;

import dev.faultline.snapshot.schedule.Cron;
import dev.faultline.snapshot.schedule.Every;
import dev.faultline.snapshot.schedule.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** When snapshots are made and how long they are kept. */
public final class ScheduleOptions {

  private static final Pattern LENGTH = Pattern.compile("([1-9]\\d{0,5})([mhdw])");

  @Option(
      names = "--schedule",
      paramLabel = "CRON",
      defaultValue = "${env:FAULTLINE_SNAPSHOT_SCHEDULE}",
      description =
          "Run as a service: five fields of cron in UTC, such as '0 0 * * *' (FAULTLINE_SNAPSHOT_SCHEDULE).")
  private Optional<String> cron = Optional.empty();

  @Option(
      names = "--every",
      paramLabel = "LENGTH",
      description = "Run as a service: a fixed time apart, such as 1d, 6h, 30m or 1w.")
  private Optional<String> every = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "HH:MM",
      defaultValue = "00:00",
      description = "With --every: the time of the day, in UTC (default: ${DEFAULT-VALUE}).")
  private String at;

  @Option(
      names = "--keep",
      paramLabel = "LENGTH",
      defaultValue = "${env:FAULTLINE_SNAPSHOT_KEEP}",
      description =
          "Remove snapshots that are older, such as 90d (FAULTLINE_SNAPSHOT_KEEP; default: keep all).")
  private Optional<String> keep = Optional.empty();

  /**
   * When; empty if no schedule is asked for.
   *
   * @throws IllegalArgumentException telling what is wrong
   */
  public Optional<Schedule> schedule() {
    Optional<String> told = cron.filter(text -> !text.isEmpty());
    if (told.isPresent() && every.isPresent()) {
      throw new IllegalArgumentException("Give --schedule or --every, not both.");
    }
    return told.isPresent()
        ? told.map(Cron::of)
        : every.map(length -> new Every(length(length), time()));
  }

  /** How long snapshots are kept. */
  public Optional<Duration> keep() {
    return keep.filter(text -> !text.isEmpty()).map(ScheduleOptions::length);
  }

  private LocalTime time() {
    try {
      return LocalTime.parse(at);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + at + "' is no time such as 00:00", e);
    }
  }

  static Duration length(String text) {
    Matcher matcher = LENGTH.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no length such as 1d, 6h or 30m");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }
}
