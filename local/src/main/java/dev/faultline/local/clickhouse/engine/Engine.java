package dev.faultline.local.clickhouse.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.faultline.local.clickhouse.statement.SqlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ClickHouse engine in this process. A process can hold one, on one data folder. Data that an
 * INSERT has been answered for survives {@code kill -9}.
 */
public final class Engine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /**
   * A setting that carries the front's query id into {@code system.processes}, because the embedded
   * engine makes its own ids. It has no effect here: there is no query cache.
   */
  public static final String ID_SETTING = "query_cache_tag";

  private final ChdbLibrary library;
  private final List<String> arguments;
  private final EngineConnection control;

  private Engine(ChdbLibrary library, List<String> arguments) throws EngineException {
    this.library = library;
    this.arguments = arguments;
    this.control = connect("control");
  }

  /**
   * Loads the library and opens the data folder.
   *
   * @param libraryPath libchdb.so, or the macOS library of the same name
   * @param data folder of the engine's data; it is created
   * @param allowFiles whether statements may reach the machine's files and the network
   * @throws IOException if the folder cannot be written
   * @throws EngineException if the engine does not accept the data in it
   */
  public static Engine open(Path libraryPath, Path data, boolean allowFiles)
      throws IOException, EngineException {
    Path store = data.toAbsolutePath().resolve("engine");
    Files.createDirectories(store);
    ChdbLibrary library =
        Native.load(
            libraryPath.toString(),
            ChdbLibrary.class,
            Map.of(Library.OPTION_STRING_ENCODING, StandardCharsets.UTF_8.name()));
    library.chdb_set_signal_handlers_enabled(0);
    List<String> arguments = new ArrayList<>(List.of("clickhouse", "--path=" + store));
    arguments.addAll(new EngineAccess(data.toAbsolutePath().resolve("access"), allowFiles).write());
    Engine engine = new Engine(library, List.copyOf(arguments));
    if (!allowFiles) {
      WorkingDirectory.remove(data.toAbsolutePath());
    }
    return engine;
  }

  /**
   * A new session with default settings.
   *
   * @param id what {@link #kill} finds the session's statements by
   */
  public EngineConnection connect(String id) throws EngineException {
    List<String> all = new ArrayList<>(arguments);
    all.add("--" + ID_SETTING + "=" + id);
    Pointer holder = library.chdb_connect(all.size(), all.toArray(new String[0]));
    if (holder == null) {
      throw EngineException.of("the engine refused a connection; its log has the reason");
    }
    return new EngineConnection(library, holder);
  }

  /** How far the statement that runs under an id has read; nothing if none does. */
  public ReadProgress reading(String id) {
    try {
      String row =
          value(
              "SELECT max(read_rows), max(read_bytes), max(total_rows_approx)"
                  + " FROM system.processes WHERE "
                  + of(id));
      String[] fields = row.split("\t", -1);
      return new ReadProgress(
          Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
    } catch (EngineException e) {
      return ReadProgress.NONE;
    }
  }

  /** Cancels the statement that runs under an id; nothing happens if none does. */
  public void kill(String id) {
    synchronized (control) {
      try {
        control.query("KILL QUERY WHERE " + of(id) + " ASYNC");
      } catch (EngineException e) {
        LOG.warn("cannot cancel query {}: {}", id, e.getMessage());
      }
    }
  }

  private static String of(String id) {
    return "Settings['" + ID_SETTING + "'] = '" + SqlText.escape(id) + "'";
  }

  /** One value of a statement without parameters, as text. */
  public String value(String sql) throws EngineException {
    synchronized (control) {
      return control.query(sql).strip();
    }
  }

  /** Closes the engine; every other connection must have been closed before. */
  @Override
  public void close() {
    synchronized (control) {
      control.close();
    }
  }
}
