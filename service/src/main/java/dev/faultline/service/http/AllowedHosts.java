package dev.faultline.service.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;

/**
 * Which hosts a request may name and which web pages may send one. A page of any site can make the
 * browser of the person at this machine send requests to it, directly or by a name that it lets
 * resolve to 127.0.0.1 (DNS rebinding). Such requests carry the page's <code>Origin</code> or that
 * name in <code>Host</code>; both must be this machine's.
 */
public final class AllowedHosts {

  private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");
  private static final int SHOWN = 100;

  private final Set<String> more;

  /**
   * @param more names besides those of the loopback interface, for a proxy in front
   */
  public AllowedHosts(Set<String> more) {
    this.more = more.stream().map(AllowedHosts::normal).collect(Collectors.toUnmodifiableSet());
  }

  /** Why a request is not answered; empty if it may be. */
  public Optional<String> refusal(Request request) {
    HttpFields headers = request.getHeaders();
    String listening = Request.getLocalAddr(request);
    String named = request.getHttpURI().getHost();
    List<String> hosts = headers.getValuesList(HttpHeader.HOST);
    for (String host : hosts) {
      if (!allowed(hostOf(host), listening)) {
        return Optional.of("The host '" + shown(host) + "' is not this machine's");
      }
    }
    if (named != null && !allowed(named, listening)) {
      return Optional.of("The host '" + shown(named) + "' is not this machine's");
    }
    List<String> origins = headers.getValuesList(HttpHeader.ORIGIN);
    for (String origin : origins) {
      if (!allowed(originHost(origin), listening)) {
        return Optional.of("The web page's origin '" + shown(origin) + "' is not this machine's");
      }
    }
    // images, scripts and links send no origin
    if (origins.isEmpty() && "cross-site".equalsIgnoreCase(headers.get("Sec-Fetch-Site"))) {
      return Optional.of("A web page of another site has sent this request");
    }
    return Optional.empty();
  }

  private boolean allowed(String host, String listening) {
    String name = normal(host);
    return isLoopback(name) || name.equals(normal(listening)) || more.contains(name);
  }

  private static boolean isLoopback(String name) {
    if (name.equals("localhost") || IPV4_LOOPBACK.matcher(name).matches()) {
      return true;
    }
    if (name.indexOf(':') < 0) {
      return false;
    }
    try {
      // an address in brackets is parsed, never looked up
      return InetAddress.getByName("[" + name + "]").isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String hostOf(String header) {
    try {
      return new HostPort(header).getHost();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /**
   * Nothing that is allowed for what is no URL, such as null, the origin of files and sandboxes.
   */
  private static String originHost(String origin) {
    try {
      String host = new URI(origin).getHost();
      return host == null ? "" : host;
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private static String normal(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static String shown(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
  }
}
