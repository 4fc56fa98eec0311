package dev.faultline.streams.enrich;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
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
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Collects the rows of IP-to-ASN files, each file's addresses above those of the one before. */
final class AsnFiles {

  private static final int COLUMNS = 4;
  private static final int FIRST_CAPACITY = 1024;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

  private final MessageDigest digest = Digest.start();
  private final Map<Long, String> organizations = new HashMap<>();
  private long[] startHigh = new long[FIRST_CAPACITY];
  private long[] startLow = new long[FIRST_CAPACITY];
  private long[] endHigh = new long[FIRST_CAPACITY];
  private long[] endLow = new long[FIRST_CAPACITY];
  private int[] asns = new int[FIRST_CAPACITY];
  private int size;

  /**
   * Adds a file's rows: start, end, ASN, organization; no header.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException naming file and line of a row that is wrong or out of order
   */
  void add(Path file) throws IOException {
    try (Reader reader =
            new InputStreamReader(
                new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest),
                StandardCharsets.UTF_8);
        CsvReader<CsvRecord> rows =
            CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(reader)) {
      for (CsvRecord row : rows) {
        try {
          add(row);
        } catch (IllegalArgumentException wrong) {
          throw new IllegalArgumentException(
              file + " line " + row.getStartingLineNumber() + ": " + wrong.getMessage(), wrong);
        }
      }
    }
  }

  private void add(CsvRecord row) {
    if (row.getFieldCount() < COLUMNS) {
      throw new IllegalArgumentException("expected start,end,asn,organization");
    }
    IpAddress start = address(row.getField(0));
    IpAddress end = address(row.getField(1));
    if (end.compareTo(start) < 0) {
      throw new IllegalArgumentException("the range ends before it starts");
    }
    if (size > 0 && start.compareTo(new IpAddress(startHigh[size - 1], startLow[size - 1])) <= 0) {
      throw new IllegalArgumentException("ranges must ascend");
    }
    long asn = asn(row.getField(2));
    organizations.putIfAbsent(asn, row.getField(3));
    append(start, end, (int) asn);
  }

  private static IpAddress address(String field) {
    IpAddress address = IpAddress.parse(field);
    if (address == null) {
      throw new IllegalArgumentException("'" + field + "' is no IP address");
    }
    return address;
  }

  private static long asn(String field) {
    if (!NUMBER.matcher(field).matches() || Long.parseLong(field) >>> Integer.SIZE != 0) {
      throw new IllegalArgumentException("'" + field + "' is no ASN");
    }
    return Long.parseLong(field);
  }

  private void append(IpAddress start, IpAddress end, int asn) {
    if (size == asns.length) {
      resize(size * 2);
    }
    startHigh[size] = start.high();
    startLow[size] = start.low();
    endHigh[size] = end.high();
    endLow[size] = end.low();
    asns[size] = asn;
    size++;
  }

  private void resize(int capacity) {
    startHigh = Arrays.copyOf(startHigh, capacity);
    startLow = Arrays.copyOf(startLow, capacity);
    endHigh = Arrays.copyOf(endHigh, capacity);
    endLow = Arrays.copyOf(endLow, capacity);
    asns = Arrays.copyOf(asns, capacity);
  }

  /** What was read; nothing may be added after. */
  AsnTable table() {
    resize(size);
    return new AsnTable(
        new AddressRanges(startHigh, startLow, endHigh, endLow, asns),
        organizations,
        Digest.finish(digest));
  }
}
