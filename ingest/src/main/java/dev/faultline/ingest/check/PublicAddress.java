package dev.faultline.ingest.check;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Public IP addresses, parsed without DNS. What IANA's special-purpose registries list as not
 * globally reachable is refused: no public node can be there.
 */
public final class PublicAddress {

  private record Block(IPAddress addresses, String use) {

    static Block of(String prefix, String use) {
      return new Block(new IPAddressString(prefix).getAddress(), use);
    }
  }

  private static final IPAddressStringParameters STRICT =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowPrefix(false)
          .allowMask(false)
          .allowSingleSegment(false)
          .allow_inet_aton(false)
          .setRangeOptions(RangeParameters.NO_RANGE)
          .getIPv4AddressParametersBuilder()
          .allowLeadingZeros(false)
          .allowBinary(false)
          .getParentBuilder()
          .getIPv6AddressParametersBuilder()
          .allowZone(false)
          .allowBase85(false)
          .allowBinary(false)
          .getParentBuilder()
          .toParams();

  private static final Pattern CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]+");

  private static final List<Block> RESERVED_V4 =
      List.of(
          Block.of("0.0.0.0/8", "this network"),
          Block.of("10.0.0.0/8", "private use"),
          Block.of("100.64.0.0/10", "shared address space"),
          Block.of("127.0.0.0/8", "loopback"),
          Block.of("169.254.0.0/16", "link-local"),
          Block.of("172.16.0.0/12", "private use"),
          Block.of("192.0.0.0/24", "protocol assignments"),
          Block.of("192.0.2.0/24", "documentation"),
          Block.of("192.168.0.0/16", "private use"),
          Block.of("198.18.0.0/15", "benchmarking"),
          Block.of("198.51.100.0/24", "documentation"),
          Block.of("203.0.113.0/24", "documentation"),
          Block.of("224.0.0.0/4", "multicast"),
          Block.of("240.0.0.0/4", "reserved"));

  private static final IPAddress GLOBAL_UNICAST_V6 = new IPAddressString("2000::/3").getAddress();

  private static final List<Block> RESERVED_V6 =
      List.of(
          Block.of("2001::/23", "protocol assignments"),
          Block.of("2001:db8::/32", "documentation"),
          Block.of("3fff::/20", "documentation"));

  private PublicAddress() {}

  /**
   * The first public one of several addresses of a node, in canonical form. If none is, the first
   * of all as it stands: whoever checks it leaves it out and tells of that.
   */
  public static Optional<String> firstUsable(List<String> addresses) {
    for (String address : addresses) {
      try {
        return Optional.of(canonical("ip", address));
      } catch (RefusedException e) {
        // another one may be
      }
    }
    return addresses.stream().findFirst();
  }

  /**
   * Reads an IPv4 or IPv6 address. An IPv6 address that wraps an IPv4 one is taken as the latter.
   *
   * @return its canonical text (RFC 5952 for IPv6)
   * @throws RefusedException if it is malformed, a range, or not globally reachable
   */
  public static String canonical(String field, String text) throws RefusedException {
    IPAddressString candidate = new IPAddressString(text, STRICT);
    // the library also takes the digits of other scripts, for numbers that they are not
    if (!CHARACTERS.matcher(text.strip()).matches() || !candidate.isIPAddress()) {
      throw new RefusedException(field, Quoted.of(text) + " is not an IP address");
    }
    IPAddress address = candidate.getAddress();
    if (address.isIPv6() && address.toIPv6().isIPv4Mapped()) {
      address = address.toIPv6().getEmbeddedIPv4Address();
    }
    String canonical = address.toCanonicalString();
    refuseReserved(field, address, canonical);
    return canonical;
  }

  private static void refuseReserved(String field, IPAddress address, String canonical)
      throws RefusedException {
    if (address.isIPv6() && !GLOBAL_UNICAST_V6.contains(address)) {
      throw new RefusedException(field, canonical + " is not a public address (not in 2000::/3)");
    }
    for (Block block : address.isIPv6() ? RESERVED_V6 : RESERVED_V4) {
      if (block.addresses.contains(address)) {
        throw new RefusedException(
            field,
            canonical
                + " is not a public address ("
                + block.addresses.toCanonicalString()
                + " is for "
                + block.use
                + ")");
      }
    }
  }
}
