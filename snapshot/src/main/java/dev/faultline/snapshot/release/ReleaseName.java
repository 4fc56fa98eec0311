package dev.faultline.snapshot.release;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which snapshot it is: an as-of, and 1 for the first release of it. The first is in {@code
 * DIR/2025-10-20T00-00-00Z/}, the second in the folder {@code r2} within.
 */
public record ReleaseName(Instant asOf, int number) implements Comparable<ReleaseName> {

  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern FURTHER = Pattern.compile("r([1-9]\\d{0,5})");

  /** The first release. */
  public static ReleaseName first(Instant asOf) {
    return new ReleaseName(asOf, 1);
  }

  /** The one that corrects this. */
  public ReleaseName next() {
    return new ReleaseName(asOf, number + 1);
  }

  /** As people say it: {@code 2025-10-20T00:00:00Z r2}. */
  @Override
  public String toString() {
    return asOf + " " + label();
  }

  /** {@code r1}, {@code r2} and so on. */
  public String label() {
    return "r" + number;
  }

  /** The name of the folder of the as-of. */
  public String asOfFolder() {
    return FOLDER.format(asOf);
  }

  /** Where it is, relative to the folder of all snapshots, with slashes. */
  public String path() {
    return number == 1 ? asOfFolder() : asOfFolder() + "/" + label();
  }

  /** Where it is. */
  public Path in(Path all) {
    Path folder = all.resolve(asOfFolder());
    return number == 1 ? folder : folder.resolve(label());
  }

  /** The as-of that a folder's name says; empty if it is none of ours. */
  public static Optional<Instant> asOf(String folder) {
    try {
      Instant asOf = FOLDER.parse(folder, Instant::from);
      return FOLDER.format(asOf).equals(folder) ? Optional.of(asOf) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The number that the name of a folder within says; empty if it is none. */
  static Optional<Integer> number(String folder) {
    Matcher matcher = FURTHER.matcher(folder);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  @Override
  public int compareTo(ReleaseName other) {
    int byTime = asOf.compareTo(other.asOf);
    return byTime != 0 ? byTime : Integer.compare(number, other.number);
  }
}
