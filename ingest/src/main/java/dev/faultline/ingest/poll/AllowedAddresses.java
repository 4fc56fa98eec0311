package dev.faultline.ingest.poll;

import dev.faultline.ingest.check.PublicAddress;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a connection may lead: to public addresses, and to the hosts and networks listed here.
 *
 * @param hosts names, in lower case; whatever they resolve to but link-local addresses
 * @param networks in CIDR notation, or single addresses
 */
public record AllowedAddresses(List<String> hosts, List<String> networks) {

  /** Public addresses alone. */
  public static final AllowedAddresses PUBLIC = new AllowedAddresses(List.of(), List.of());

  private static final Pattern NETWORK =
      Pattern.compile("[0-9]+(\\.[0-9]+){3}(/[0-9]{1,2})?|[0-9a-f:]*:[0-9a-f:.]*(/[0-9]{1,3})?");
  private static final Pattern HOST =
      Pattern.compile("(?=.*[a-z])[a-z0-9_]([a-z0-9_-]*)(\\.[a-z0-9_-]+)*");
  private static final int WIDEST_V4 = 8;
  private static final int WIDEST_V6 = 16;
  private static final int BYTES_OF_6TO4_PREFIX = 2;
  private static final int BYTES_OF_IPV4 = 4;

  /** Copies the lists. */
  public AllowedAddresses {
    hosts = List.copyOf(hosts);
    networks = List.copyOf(networks);
  }

  /**
   * Reads a list such as {@code [10.1.0.0/16, feeds.internal]}.
   *
   * @throws RefusedException if an entry is neither a host nor a network, or a very large network
   */
  public static AllowedAddresses parse(String field, List<String> entries) throws RefusedException {
    List<String> hosts = new ArrayList<>();
    List<String> networks = new ArrayList<>();
    for (String entry : entries) {
      String text = entry == null ? "" : entry.strip().toLowerCase(Locale.ROOT);
      if (NETWORK.matcher(text).matches()) {
        networks.add(network(field, text));
      } else if (HOST.matcher(text).matches()) {
        hosts.add(text);
      } else {
        throw new RefusedException(
            field,
            Quoted.of(text)
                + " is neither a host nor a network such as 10.1.0.0/16 or fd00:1::/32");
      }
    }
    return new AllowedAddresses(hosts, networks);
  }

  private static String network(String field, String text) throws RefusedException {
    IPAddress network = new IPAddressString(text).getAddress();
    if (network == null) {
      throw new RefusedException(field, Quoted.of(text) + " is not a network");
    }
    int widest = network.isIPv4() ? WIDEST_V4 : WIDEST_V6;
    if (network.isPrefixed() && network.getNetworkPrefixLength() < widest) {
      throw new RefusedException(
          field, Quoted.of(text) + " is too large a network: give /" + widest + " or smaller ones");
    }
    return text;
  }

  /**
   * Why a connection may not lead to an address.
   *
   * @param host by what name the address was found
   * @return empty if it may
   */
  public Optional<String> refusal(String host, InetAddress address) {
    Optional<String> refused = notPublic(address);
    if (refused.isEmpty() || isListed(address)) {
      return Optional.empty();
    }
    String name = host.toLowerCase(Locale.ROOT);
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return hosts.contains(name) && !address.isLinkLocalAddress() && !isMetadata(address)
        ? Optional.empty()
        : refused;
  }

  private static Optional<String> notPublic(InetAddress address) {
    try {
      PublicAddress.canonical("url", address.getHostAddress());
      Optional<InetAddress> inner = of6to4(address);
      if (inner.isPresent()) {
        PublicAddress.canonical("url", inner.get().getHostAddress());
      }
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.reason());
    }
  }

  private boolean isListed(InetAddress address) {
    IPAddress candidate = new IPAddressString(plain(address)).getAddress();
    return networks.stream()
        .map(network -> new IPAddressString(network).getAddress().toPrefixBlock())
        .anyMatch(network -> network.isIPv4() == candidate.isIPv4() && network.contains(candidate));
  }

  /** Without the interface that a link-local address belongs to. */
  private static String plain(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /** AWS's metadata service at its IPv6 address, which is not a link-local one; and Alibaba's. */
  private static boolean isMetadata(InetAddress address) {
    String text = plain(address);
    return text.equals("fd00:ec2:0:0:0:0:0:254") || text.equals("100.100.100.200");
  }

  /** 2002:a.b.c.d::/48 leads to a.b.c.d. */
  private static Optional<InetAddress> of6to4(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (!(address instanceof Inet6Address) || bytes[0] != 0x20 || bytes[1] != 0x02) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          InetAddress.getByAddress(
              Arrays.copyOfRange(
                  bytes, BYTES_OF_6TO4_PREFIX, BYTES_OF_6TO4_PREFIX + BYTES_OF_IPV4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
