package dev.faultline.streams.enrich;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which autonomous system announces an address, by the tables of ip-location-db.
 *
 * @see <a href="https://github.com/sapics/ip-location-db">ip-location-db, CC BY 4.0</a>
 */
public final class AsnTable {

  private static final Logger LOG = LoggerFactory.getLogger(AsnTable.class);

  private final AsnRanges ranges;

  private AsnTable(AsnRanges ranges) {
    this.ranges = ranges;
  }

  /** A table that knows no address. */
  public static AsnTable empty() {
    return new AsnTable(new AsnFiles().ranges());
  }

  /**
   * Loads {@code asn-ipv4.csv} and {@code asn-ipv6.csv} (start, end, ASN, organization; ascending)
   * of a folder. Where ranges overlap, which happens in real files, the one that starts later wins.
   * The addresses of a file that is not there stay unknown, which is logged once, here.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException naming file and line of a row that is wrong or out of order
   */
  public static AsnTable load(Path folder) throws IOException {
    AsnFiles files = new AsnFiles();
    for (String name : new String[] {"asn-ipv4.csv", "asn-ipv6.csv"}) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        files.add(file);
      } else {
        LOG.warn(
            "no IP-to-ASN table at {}: an ASN that an observation does not declare stays unknown;"
                + " the npm package @ip-location-db/asn has this file",
            file);
      }
    }
    return new AsnTable(files.ranges());
  }

  /** The ASN that announces an address; null if none is listed, or for null, or for other text. */
  public Long asn(String ip) {
    IpAddress address = ip == null ? null : IpAddress.parse(ip);
    return address == null ? null : ranges.find(address);
  }

  /** The name of the organization that an ASN is registered to, null if not listed. */
  public String organization(long asn) {
    return ranges.organization(asn);
  }

  /** Number of address ranges. */
  public int size() {
    return ranges.size();
  }

  /** Twelve hex digits that change with the content of the files. */
  public String version() {
    return ranges.version();
  }
}
