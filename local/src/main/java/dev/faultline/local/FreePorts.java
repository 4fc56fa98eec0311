package dev.faultline.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports for servers that open them a moment later, such as a child process.
 *
 * <p>A port that the system chose (0) and that was closed again is one of those that it gives to
 * outgoing connections, and may be some connection's before its server gets there. So these lie
 * below that range, are drawn at random, because other processes draw too, and are given out once.
 */
public final class FreePorts {

  /** Above the ports that well-known servers and {@code up} without an offset use. */
  static final int FIRST = 10_240;

  /** Linux gives outgoing connections 32768 and up, other systems 49152 and up. */
  static final int END = 32_768;

  private static final int ATTEMPTS = 1_000;
  private static final Set<Integer> GIVEN = new HashSet<>();

  private FreePorts() {}

  /**
   * A port that nobody uses and that this process has not been given before.
   *
   * @throws LocalStackException if none can be found
   */
  public static int one() {
    return offsetOf(0);
  }

  /**
   * What to add to each of these ports, all different, so that every sum is such a port.
   *
   * @throws LocalStackException if no offset can be found
   */
  public static synchronized int offsetOf(int... ports) {
    int lowest = Integer.MAX_VALUE;
    int highest = 0;
    for (int port : ports) {
      lowest = Math.min(lowest, port);
      highest = Math.max(highest, port);
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int offset = ThreadLocalRandom.current().nextInt(FIRST - lowest, END - highest);
      if (take(offset, ports)) {
        return offset;
      }
    }
    throw new LocalStackException("No free ports were found from " + FIRST + " to " + (END - 1));
  }

  private static boolean take(int offset, int... ports) {
    Set<Integer> sums = new HashSet<>();
    for (int port : ports) {
      if (GIVEN.contains(port + offset) || !isFree(port + offset)) {
        return false;
      }
      sums.add(port + offset);
    }
    GIVEN.addAll(sums);
    return true;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
