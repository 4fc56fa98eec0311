package dev.faultline.service.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;

/**
 * Closes connections whose request's head does not arrive in time. The server's idle timeout begins
 * anew with every byte, so that a byte now and then would hold a connection for ever.
 */
public final class HeaderTimeout implements Connection.Listener {

  private final long longestNanos;
  private final LongSupplier nanos;
  private final Map<Connection, Head> heads = new ConcurrentHashMap<>();

  /**
   * What is known of a connection.
   *
   * @param bytes received when the last request ended
   * @param begun since when there have been more; absent while there are none
   * @param served whether a request is being served, which has limits of its own
   */
  private record Head(long bytes, Long begun, boolean served) {}

  /**
   * @param longest from the first byte of a head to its end
   * @param nanos a monotonic clock
   */
  public HeaderTimeout(Duration longest, LongSupplier nanos) {
    this.longestNanos = longest.toNanos();
    this.nanos = nanos;
  }

  @Override
  public void onOpened(Connection connection) {
    heads.put(connection, new Head(0, null, false));
  }

  @Override
  public void onClosed(Connection connection) {
    heads.remove(connection);
  }

  /** A head has arrived. */
  public void served(Connection connection) {
    heads.computeIfPresent(connection, (c, head) -> new Head(head.bytes, null, true));
  }

  /** A request has been answered; the next one may come. */
  public void answered(Connection connection) {
    heads.computeIfPresent(connection, (c, head) -> new Head(c.getBytesIn(), null, false));
  }

  /** Closes those that have had their time. To be called every second or so. */
  public void sweep() {
    long now = nanos.getAsLong();
    heads.replaceAll(
        (connection, head) ->
            head.served || head.begun != null || connection.getBytesIn() <= head.bytes
                ? head
                : new Head(head.bytes, now, false));
    heads.forEach(
        (connection, head) -> {
          if (head.begun != null && !head.served && now - head.begun > longestNanos) {
            connection.getEndPoint().close();
          }
        });
  }
}
