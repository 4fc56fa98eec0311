package dev.faultline.local.clickhouse.query;

import dev.faultline.local.clickhouse.engine.Engine;
import dev.faultline.local.clickhouse.engine.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The queries in progress by their ids. Looks now and then whether their clients are still there,
 * and cancels those whose client has gone.
 */
public final class RunningQueries {

  private final Engine engine;
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  public RunningQueries(Engine engine) {
    this.engine = engine;
  }

  /**
   * Enters a query.
   *
   * @param client the connection it came by, if it can be looked at
   * @throws EngineException if one with the same id is running
   */
  public Running enter(String id, Optional<SocketChannel> client) throws EngineException {
    Running entry = new Running(id, client);
    if (running.putIfAbsent(id, entry) != null) {
      throw EngineException.of(
          216,
          "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING",
          "Query with id = " + id + " is already running");
    }
    return entry;
  }

  /** Cancels the queries whose client has closed its connection. */
  public void cancelAbandoned() {
    for (Running entry : running.values()) {
      if (entry.clientHasGone()) {
        engine.kill(entry.id);
      }
    }
  }

  /** Cancels everything, for the end of the process. */
  public void cancelAll() {
    running.keySet().forEach(engine::kill);
  }

  /** One query; closed when it has been answered. */
  public final class Running implements AutoCloseable {

    private final String id;
    private final Optional<SocketChannel> client;
    private boolean waiting;
    private boolean pipelined;

    private Running(String id, Optional<SocketChannel> client) {
      this.id = id;
      this.client = client;
    }

    /** From here on nothing but the end of the connection is expected from the client. */
    public synchronized void bodyRead() {
      waiting = true;
    }

    /**
     * The answer is about to be complete, so the client may send its next request: the connection
     * is not looked at any more.
     *
     * @return false if a byte was read that belongs to a request sent before this one was answered;
     *     the connection must then be closed, and such a client sends that request again
     */
    public synchronized boolean answered() {
      waiting = false;
      running.remove(id, this);
      return !pipelined;
    }

    private synchronized boolean clientHasGone() {
      if (!waiting || pipelined || client.isEmpty()) {
        return false;
      }
      try {
        int count = client.get().read(ByteBuffer.allocate(1));
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
