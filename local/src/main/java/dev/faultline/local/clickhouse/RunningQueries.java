package dev.faultline.local.clickhouse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Request;

/**
 * The queries in progress by their ids. Looks now and then whether their clients are still there,
 * and cancels those whose client has gone.
 */
final class RunningQueries {

  private final Engine engine;
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  RunningQueries(Engine engine) {
    this.engine = engine;
  }

  /**
   * Enters a query.
   *
   * @throws EngineException if one with the same id is running
   */
  Running enter(String id, Request request) throws EngineException {
    Running entry = new Running(id, request);
    if (running.putIfAbsent(id, entry) != null) {
      throw EngineException.of(
          216,
          "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING",
          "Query with id = " + id + " is already running");
    }
    return entry;
  }

  /** Cancels the queries whose client has closed its connection. */
  void cancelAbandoned() {
    for (Running entry : running.values()) {
      if (entry.clientHasGone()) {
        engine.kill(entry.id);
      }
    }
  }

  /** Cancels everything, for the end of the process. */
  void cancelAll() {
    running.keySet().forEach(engine::kill);
  }

  /** One query; closed when it has been answered. */
  final class Running implements AutoCloseable {

    private final String id;
    private final SocketChannel channel;
    private boolean waiting;
    private boolean pipelined;

    private Running(String id, Request request) {
      this.id = id;
      this.channel =
          request.getConnectionMetaData().getConnection().getEndPoint().getTransport()
                  instanceof SocketChannel socket
              ? socket
              : null;
    }

    /** From here on nothing but the end of the connection is expected from the client. */
    synchronized void bodyRead() {
      waiting = true;
    }

    /**
     * The answer is about to be complete, so the client may send its next request: the connection
     * is not looked at any more.
     *
     * @return false if a byte was read that belongs to a request sent before this one was answered;
     *     the connection must then be closed, and such a client sends that request again
     */
    synchronized boolean answered() {
      waiting = false;
      running.remove(id, this);
      return !pipelined;
    }

    private synchronized boolean clientHasGone() {
      if (!waiting || pipelined || channel == null) {
        return false;
      }
      try {
        int count = channel.read(ByteBuffer.allocate(1));
        pipelined = count > 0;
        return count < 0;
      } catch (IOException e) {
        return true;
      }
    }

    @Override
    public void close() {
      answered();
    }
  }
}
