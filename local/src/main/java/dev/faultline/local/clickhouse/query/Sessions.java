package dev.faultline.local.clickhouse.query;

import dev.faultline.local.clickhouse.engine.Engine;
import dev.faultline.local.clickhouse.engine.EngineConnection;
import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.query.QueryRequest.SessionKey;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Named sessions, each a connection of its own that outlives a request. A session serves one
 * request at a time, as on a server.
 */
public final class Sessions implements AutoCloseable {

  private final Engine engine;
  private final Clock clock;
  private final Map<String, Session> open = new HashMap<>();

  public Sessions(Engine engine, Clock clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * Takes a session, or makes it.
   *
   * @throws EngineException SESSION_NOT_FOUND or SESSION_IS_LOCKED
   */
  public synchronized EngineConnection take(SessionKey key) throws EngineException {
    Session session = open.get(key.id());
    if (session == null) {
      if (key.mustExist()) {
        throw EngineException.of(372, "SESSION_NOT_FOUND", "Session " + key.id() + " not found");
      }
      session = new Session(engine.connect(key.id()));
      open.put(key.id(), session);
    } else if (session.busy) {
      throw EngineException.of(
          373, "SESSION_IS_LOCKED", "Session " + key.id() + " is locked by a concurrent client");
    }
    session.busy = true;
    return session.connection;
  }

  /** Gives a session back; it expires when its timeout has passed without another use. */
  public synchronized void release(SessionKey key) {
    Session session = open.get(key.id());
    session.busy = false;
    session.expiresAt = clock.instant().plusSeconds(key.timeoutSeconds());
  }

  /** Closes the sessions that have not been used for their timeout. */
  public synchronized void expire() {
    Instant now = clock.instant();
    for (Iterator<Session> sessions = open.values().iterator(); sessions.hasNext(); ) {
      Session session = sessions.next();
      if (!session.busy && now.isAfter(session.expiresAt)) {
        session.connection.close();
        sessions.remove();
      }
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(session -> session.connection.close());
    open.clear();
  }

  private static final class Session {
    private final EngineConnection connection;
    private boolean busy;
    private Instant expiresAt = Instant.MAX;

    private Session(EngineConnection connection) {
      this.connection = connection;
    }
  }
}
