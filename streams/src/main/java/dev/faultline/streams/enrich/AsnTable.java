package dev.faultline.streams.enrich;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which autonomous system announces an address, by the tables of ip-location-db.
 *
 * @see <a href="https://github.com/sapics/ip-location-db">ip-location-db, CC BY 4.0</a>
 */
public final class AsnTable {

  private static final Logger LOG = LoggerFactory.getLogger(AsnTable.class);

  private final AddressRanges ranges;
  private final Map<Long, String> organizations;
  private final String version;

  AsnTable(AddressRanges ranges, Map<Long, String> organizations, String version) {
    this.ranges = ranges;
    // not Map.copyOf: it probes slot after slot, and numbers that are close together fill long runs
    this.organizations = Collections.unmodifiableMap(new HashMap<>(organizations));
    this.version = version;
  }

  /** A table that knows no address. */
  public static AsnTable empty() {
    return new AsnFiles().table();
  }

  /**
   * Loads a database of MaxMind's format, given by path or as the only {@code .mmdb} of a folder;
   * else {@code asn-ipv4.csv} and {@code asn-ipv6.csv} (start, end, ASN, organization; ascending)
   * of a folder, or in place of each iptoasn.com's {@code ip2asn-v4.tsv} and {@code ip2asn-v6.tsv}.
   * Where ranges overlap, which happens in real files, the one that starts later wins. The
   * addresses of a file that is not there stay unknown, which is logged once, here.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException naming file and line of a row that is wrong or out of order
   */
  public static AsnTable load(Path folder) throws IOException {
    AsnFiles files = new AsnFiles();
    for (Path file : files(folder)) {
      if (Files.exists(file)) {
        files.add(file);
      } else {
        LOG.warn(
            "no IP-to-ASN table at {}: an ASN that an observation does not declare stays unknown;"
                + " the npm package @ip-location-db/asn has this file",
            file);
      }
    }
    return files.table();
  }

  /**
   * The files that a folder is looked through for.
   *
   * @param folder one, or a file of MaxMind's format
   * @throws IllegalArgumentException if several such files are in it
   */
  public static List<Path> files(Path folder) throws IOException {
    if (MmdbFile.isOne(folder)) {
      return List.of(folder);
    }
    List<Path> databases = databases(folder);
    if (databases.size() > 1) {
      throw new IllegalArgumentException(
          folder + " has several databases, " + databases + ": name the one of ASNs instead");
    }
    if (!databases.isEmpty()) {
      return databases;
    }
    return List.of(
        either(folder.resolve("ip2asn-v4.tsv"), folder.resolve("asn-ipv4.csv")),
        either(folder.resolve("ip2asn-v6.tsv"), folder.resolve("asn-ipv6.csv")));
  }

  private static List<Path> databases(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(MmdbFile::isOne).sorted().toList();
    }
  }

  private static Path either(Path first, Path second) {
    return Files.exists(first) ? first : second;
  }

  /** The ASN that announces an address; null if none is listed, or for null, or for other text. */
  public Long asn(String ip) {
    return ip == null ? null : asnOf(IpAddress.parse(ip));
  }

  /** The same of an address that has been read; null for null. */
  Long asnOf(IpAddress address) {
    Integer asn = address == null ? null : ranges.find(address);
    return asn == null ? null : Integer.toUnsignedLong(asn);
  }

  /** The name of the organization that an ASN is registered to, null if not listed. */
  public String organization(long asn) {
    return organizations.get(asn);
  }

  /** Number of address ranges. */
  public int size() {
    return ranges.size();
  }

  /** Twelve hex digits that change with the content of the files. */
  public String version() {
    return version;
  }
}
