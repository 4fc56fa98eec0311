package dev.faultline.ingest.poll.fetch;

import dev.faultline.ingest.poll.AllowedAddresses;
import dev.faultline.ingest.poll.PollFailure;
import dev.faultline.ingest.poll.PollFailure.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Resolves a host to those of its addresses that the request may connect to, which is the request's
 * tag. The client connects to exactly what is returned here, at every redirect anew, so a name that
 * changes its mind between a check and a connection gains nothing by it. Connections are shared
 * among requests of one tag alone.
 */
final class AllowedAddressResolver implements SocketAddressResolver {

  /** Looks names up. */
  @FunctionalInterface
  interface Lookup {
    /** All addresses of a host. */
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final Executor executor;
  private final Lookup lookup;

  /**
   * @param executor looks names up, which may take long
   */
  AllowedAddressResolver(Executor executor, Lookup lookup) {
    this.executor = executor;
    this.lookup = lookup;
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    executor.execute(
        () -> {
          try {
            promise.succeeded(addresses(host, port, allowed(context)));
          } catch (PollFailure | UnknownHostException | RuntimeException e) {
            promise.failed(e);
          }
        });
  }

  private static AllowedAddresses allowed(Map<String, Object> context) {
    return context.get(Destination.CONTEXT_KEY) instanceof Destination destination
            && destination.getOrigin().getTag() instanceof AllowedAddresses allowed
        ? allowed
        : AllowedAddresses.PUBLIC;
  }

  private List<InetSocketAddress> addresses(String host, int port, AllowedAddresses allowed)
      throws PollFailure, UnknownHostException {
    List<InetSocketAddress> addresses = new ArrayList<>();
    String refused = "it has no address";
    for (InetAddress address : lookup.addresses(host)) {
      var refusal = allowed.refusal(host, address);
      if (refusal.isEmpty()) {
        addresses.add(new InetSocketAddress(address, port));
      } else {
        refused = refusal.get();
      }
    }
    if (addresses.isEmpty()) {
      throw new PollFailure(
          Reason.ADDRESS, "host " + host + ": " + refused + "; see 'allow' in the file of feeds");
    }
    return addresses;
  }
}
