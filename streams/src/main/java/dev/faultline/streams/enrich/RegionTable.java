package dev.faultline.streams.enrich;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * In which region of a provider an address lies, by the ranges that AWS, Google Cloud, Azure and
 * Oracle publish. An ASN tells the provider and never the region.
 */
public final class RegionTable {

  private final AddressRanges ranges;
  private final List<Region> regions;
  private final String version;

  /** A provider's canonical id, and its own name of the region. */
  record Region(String provider, String name) {}

  RegionTable(AddressRanges ranges, List<Region> regions, String version) {
    this.ranges = ranges;
    this.regions = List.copyOf(regions);
    this.version = version;
  }

  /** A table that knows no address. */
  public static RegionTable empty() {
    return new RegionFiles().table();
  }

  /**
   * Loads published files, gzip too, each told by its content: AWS {@code ip-ranges.json}, Google
   * {@code cloud.json}, Azure {@code ServiceTags_Public.json}, Oracle {@code
   * public_ip_ranges.json}.
   *
   * @throws IOException if a file cannot be read or is no JSON
   * @throws IllegalArgumentException naming the file whose content is none of these, or the prefix
   *     that is wrong
   */
  public static RegionTable load(List<Path> paths) throws IOException {
    RegionFiles files = new RegionFiles();
    for (Path path : paths) {
      files.add(path);
    }
    return files.table();
  }

  /**
   * The region of an address, if it is listed as this provider's: {@code us-east-1}. Null if it is
   * not, for null, and for other text.
   */
  public String region(String provider, String ip) {
    return ip == null ? null : regionOf(provider, IpAddress.parse(ip));
  }

  /** The same of an address that has been read. */
  String regionOf(String provider, IpAddress address) {
    Integer number = address == null ? null : ranges.find(address);
    Region region = number == null ? null : regions.get(number);
    return region != null && region.provider().equals(provider) ? region.name() : null;
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
