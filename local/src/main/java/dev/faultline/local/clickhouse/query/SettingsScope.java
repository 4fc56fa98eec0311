package dev.faultline.local.clickhouse.query;

import dev.faultline.local.clickhouse.engine.Engine;
import dev.faultline.local.clickhouse.engine.EngineConnection;
import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.statement.SqlText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings and the database of one request; in a named session they end with the request. */
public final class SettingsScope implements AutoCloseable {

  private static final String READ_ONLY = "readonly";

  private final EngineConnection connection;
  private final List<String> undo;

  private SettingsScope(EngineConnection connection, List<String> undo) {
    this.connection = connection;
    this.undo = undo;
  }

  /**
   * Applies a request's settings to a connection of its own.
   *
   * @throws EngineException UNKNOWN_SETTING, UNKNOWN_DATABASE, or what the engine thinks of a value
   */
  public static void apply(EngineConnection connection, QueryRequest query, StatementGuard guard)
      throws EngineException, IOException {
    if (query.database().isPresent() && !query.database().get().equals("default")) {
      connection.execute("USE " + SqlText.identifier(query.database().get()));
    }
    Map<String, String> settings = new LinkedHashMap<>(query.settings());
    String readOnly = settings.remove(READ_ONLY);
    set(connection, settings);
    for (ExternalTable table : query.tables()) {
      table.create(connection, guard);
    }
    if (readOnly != null) {
      set(connection, Map.of(READ_ONLY, readOnly));
    }
  }

  /**
   * Applies a request's settings to a session's connection, and remembers what to put back. Not
   * {@code readonly}, which could not be put back: {@link StatementGuard} sees to it.
   */
  public static SettingsScope enter(
      EngineConnection connection, QueryRequest query, StatementGuard guard)
      throws EngineException, IOException {
    Map<String, String> settings = new LinkedHashMap<>(query.settings());
    settings.remove(READ_ONLY);
    settings.put(Engine.ID_SETTING, query.queryId());
    SettingsScope scope = new SettingsScope(connection, new ArrayList<>());
    try {
      scope.change(query, settings, guard);
    } catch (EngineException | IOException e) {
      scope.close();
      throw e;
    }
    return scope;
  }

  private void change(QueryRequest query, Map<String, String> settings, StatementGuard guard)
      throws EngineException, IOException {
    if (query.database().isPresent()) {
      String before = connection.query("SELECT currentDatabase()").strip();
      connection.execute("USE " + SqlText.identifier(query.database().get()));
      undo.add("USE " + SqlText.identifier(before));
    }
    String names =
        settings.keySet().stream()
            .map(name -> "'" + SqlText.escape(name) + "'")
            .collect(Collectors.joining(", "));
    String before =
        connection.query(
            "SELECT name, changed, value FROM system.settings WHERE name IN (" + names + ")");
    before.lines().map(SettingsScope::restoring).forEach(undo::add);
    set(connection, settings);
    for (ExternalTable table : query.tables()) {
      undo.add(table.drop());
      table.create(connection, guard);
    }
  }

  /** Tab-separated text escapes a value as a string literal does. */
  private static String restoring(String line) {
    String[] fields = line.split("\t", 3);
    boolean changed = fields[1].equals("1");
    return "SET " + fields[0] + " = " + (changed ? "'" + fields[2] + "'" : "DEFAULT");
  }

  private static void set(EngineConnection connection, Map<String, String> settings)
      throws EngineException {
    if (settings.isEmpty()) {
      return;
    }
    List<String> changes = new ArrayList<>();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (!setting.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw EngineException.of(
            115, "UNKNOWN_SETTING", "Unknown setting '" + setting.getKey() + "'");
      }
      changes.add(setting.getKey() + " = '" + SqlText.escape(setting.getValue()) + "'");
    }
    connection.execute("SET " + String.join(", ", changes));
  }

  /** Puts the session's own values back. */
  @Override
  public void close() throws EngineException {
    for (String statement : undo) {
      connection.execute(statement);
    }
  }
}
