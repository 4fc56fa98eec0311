package dev.faultline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** Finds out whether loopback ports are free before anything is started on them. */
final class Ports {

  private static final int POLL_MILLIS = 100;

  private Ports() {}

  /**
   * Checks a port, waiting a moment for a predecessor's children to let go of it.
   *
   * @param port 0 for any free one
   * @param user who will use it, for the message
   * @param patience how long a moment is
   * @return the port
   * @throws LocalStackException if it stays in use
   */
  static int free(int port, String user, Duration patience) throws InterruptedException {
    if (port == 0) {
      return FreePorts.one();
    }
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        probe(port);
        return port;
      } catch (BindException e) {
        if (System.nanoTime() > end) {
          throw new LocalStackException(
              "Port "
                  + port
                  + ", which "
                  + user
                  + " needs, is in use by another program. Stop that, or move all ports with"
                  + " --port-offset, such as --port-offset 20000.",
              e);
        }
        Thread.sleep(POLL_MILLIS);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot open a socket on loopback", e);
      }
    }
  }

  private static void probe(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      // a port whose last connections are still closing counts as free, as it does for the servers
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
  }
}
