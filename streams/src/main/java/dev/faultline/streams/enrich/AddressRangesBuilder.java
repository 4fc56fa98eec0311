package dev.faultline.streams.enrich;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.faultline.providers.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Collects the ranges of files whose rows begin with the first and the last address of a range,
 * each file's addresses above those of the one before. Of ranges that overlap, which happens in
 * real files, the one that starts later wins, of equal starts the later row; what a wider one has
 * behind it stays unknown.
 */
final class AddressRangesBuilder {

  private static final int FIRST_CAPACITY = 1024;

  /** What a start must compare as with the one before it. */
  private final int least;

  private final MessageDigest digest = Digest.start();
  private long[] startHigh = new long[FIRST_CAPACITY];
  private long[] startLow = new long[FIRST_CAPACITY];
  private long[] endHigh = new long[FIRST_CAPACITY];
  private long[] endLow = new long[FIRST_CAPACITY];
  private int[] numbers = new int[FIRST_CAPACITY];
  private int size;

  /**
   * Starts with none.
   *
   * @param equalStarts whether two ranges may start at one address
   */
  AddressRangesBuilder(boolean equalStarts) {
    this.least = equalStarts ? 0 : 1;
  }

  /**
   * Adds a file's rows; it has no header.
   *
   * @param columns how many columns a row has at least, and what they are called
   * @param number what a row's range is numbered
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException naming file and line of a row that is wrong or out of order
   */
  void add(Path file, String columns, ToIntFunction<CsvRecord> number) throws IOException {
    add(file, columns, ',', row -> true, number);
  }

  /**
   * The same of a file with another separator.
   *
   * @param isListed whether a row says anything; the others are left out
   */
  void add(
      Path file,
      String columns,
      char separator,
      Predicate<CsvRecord> isListed,
      ToIntFunction<CsvRecord> number)
      throws IOException {
    int least = columns.split(",").length;
    try (Reader reader =
            new InputStreamReader(
                new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest),
                StandardCharsets.UTF_8);
        CsvReader<CsvRecord> rows =
            CsvReader.builder()
                .fieldSeparator(separator)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(reader)) {
      for (CsvRecord row : rows) {
        try {
          if (row.getFieldCount() < least) {
            throw new IllegalArgumentException("expected " + columns);
          }
          if (isListed.test(row)) {
            add(address(row.getField(0)), address(row.getField(1)), number.applyAsInt(row));
          }
        } catch (IllegalArgumentException wrong) {
          throw new IllegalArgumentException(
              file + " line " + row.getStartingLineNumber() + ": " + wrong.getMessage(), wrong);
        }
      }
    }
  }

  private static IpAddress address(String field) {
    IpAddress address = IpAddress.parse(field);
    if (address == null) {
      throw new IllegalArgumentException("'" + field + "' is no IP address");
    }
    return address;
  }

  /** Counts bytes that were read elsewhere for the version. */
  void digest(byte[] read) {
    digest.update(read);
  }

  /** How many ranges there are so far. */
  int size() {
    return size;
  }

  /**
   * Adds a range.
   *
   * @throws IllegalArgumentException if it does not come after the one before
   */
  void add(IpAddress start, IpAddress end, int number) {
    if (end.compareTo(start) < 0) {
      throw new IllegalArgumentException("the range ends before it starts");
    }
    if (size > 0
        && start.compareTo(new IpAddress(startHigh[size - 1], startLow[size - 1])) < least) {
      throw new IllegalArgumentException("ranges must ascend");
    }
    if (size == numbers.length) {
      resize(size * 2);
    }
    startHigh[size] = start.high();
    startLow[size] = start.low();
    endHigh[size] = end.high();
    endLow[size] = end.low();
    numbers[size] = number;
    size++;
  }

  private void resize(int capacity) {
    startHigh = Arrays.copyOf(startHigh, capacity);
    startLow = Arrays.copyOf(startLow, capacity);
    endHigh = Arrays.copyOf(endHigh, capacity);
    endLow = Arrays.copyOf(endLow, capacity);
    numbers = Arrays.copyOf(numbers, capacity);
  }

  /** Twelve hex digits that change with what was read; nothing may be added after. */
  String version() {
    return Digest.finish(digest);
  }

  /** What was read; nothing may be added after. */
  AddressRanges ranges() {
    resize(size);
    return new AddressRanges(startHigh, startLow, endHigh, endLow, numbers);
  }
}
