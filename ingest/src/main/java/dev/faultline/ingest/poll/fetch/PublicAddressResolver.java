package dev.faultline.ingest.poll.fetch;

import dev.faultline.ingest.check.PublicAddress;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.poll.PollFailure;
import dev.faultline.ingest.poll.PollFailure.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Resolves a host to its public addresses. The client connects to exactly what is returned here, at
 * every redirect anew, so a name that changes its mind between a check and a connection gains
 * nothing by it.
 */
final class PublicAddressResolver implements SocketAddressResolver {

  private final Executor executor;
  private final boolean privateAllowed;

  /**
   * @param executor looks names up, which may take long
   * @param privateAllowed whether every address is as good as a public one
   */
  PublicAddressResolver(Executor executor, boolean privateAllowed) {
    this.executor = executor;
    this.privateAllowed = privateAllowed;
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
            promise.succeeded(addresses(host, port));
          } catch (PollFailure | UnknownHostException e) {
            promise.failed(e);
          }
        });
  }

  private List<InetSocketAddress> addresses(String host, int port)
      throws PollFailure, UnknownHostException {
    List<InetSocketAddress> addresses = new ArrayList<>();
    String refused = "";
    for (InetAddress address : InetAddress.getAllByName(host)) {
      try {
        if (!privateAllowed) {
          PublicAddress.canonical("url", address.getHostAddress());
        }
        addresses.add(new InetSocketAddress(address, port));
      } catch (RefusedException e) {
        refused = e.reason();
      }
    }
    if (addresses.isEmpty()) {
      throw new PollFailure(
          Reason.ADDRESS, "host " + host + ": " + refused + "; see --allow-private-addresses");
    }
    return addresses;
  }
}
