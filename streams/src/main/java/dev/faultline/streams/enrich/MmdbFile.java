package dev.faultline.streams.enrich;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.NetworksIterationException;
import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A database of MaxMind's format, as MaxMind, DB-IP and IPinfo publish them: networks with what is
 * known of each, IPv4 before IPv6. It is read once and whole, since a lookup in ranges takes a
 * fraction of one in the file.
 */
final class MmdbFile {

  private static final String EXTENSION = ".mmdb";
  private static final int IPV4_IN_IPV6 = 96;

  private MmdbFile() {}

  static boolean isOne(Path file) {
    return file.getFileName().toString().endsWith(EXTENSION);
  }

  /**
   * Adds the networks of a file.
   *
   * @param field what the wanted is called there, for the message of a file that has none
   * @param number what a network's entry is numbered; null to leave it out
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException naming the file and the field or network that is wrong
   */
  static void read(
      Path file,
      AddressRangesBuilder ranges,
      String field,
      Function<Map<String, Object>, Integer> number)
      throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ranges.digest(bytes);
    int before = ranges.size();
    try (Reader reader = new Reader(new ByteArrayInputStream(bytes))) {
      add(reader, file, ranges, number);
      if (ranges.size() == before) {
        throw new IllegalArgumentException(
            "%s: no network has %s; the file says that it is '%s'"
                .formatted(file, field, reader.getMetadata().databaseType()));
      }
    } catch (InvalidDatabaseException | InvalidNetworkException | NetworksIterationException e) {
      throw new IllegalArgumentException(file + " is no MMDB: " + e.getMessage(), e);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void add(
      Reader reader,
      Path file,
      AddressRangesBuilder ranges,
      Function<Map<String, Object>, Integer> number)
      throws IOException, InvalidNetworkException {
    Networks<Map> networks = reader.networks(Map.class);
    while (networks.hasNext()) {
      DatabaseRecord<Map> each = networks.next();
      String prefix = each.network().toString();
      try {
        Integer numbered = number.apply((Map<String, Object>) each.data());
        if (numbered != null) {
          IpAddress first = IpAddress.parse(prefix.substring(0, prefix.indexOf('/')));
          int bits = each.network().prefixLength() + (first.isIpv4() ? IPV4_IN_IPV6 : 0);
          ranges.add(first, first.lastOf(bits), numbered);
        }
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(file + ", " + prefix + ": " + wrong.getMessage(), wrong);
      }
    }
  }
}
