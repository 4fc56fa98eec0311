package dev.faultline.local.clickhouse;

import dev.faultline.local.FolderLock;
import dev.faultline.local.Installation;
import dev.faultline.local.ParentWatch;
import dev.faultline.local.clickhouse.engine.Engine;
import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.http.HttpFront;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The ClickHouse engine with its HTTP front as a process of its own.
 *
 * <pre>ClickHouseMain --data DIR [--port 8123] [--allow-files] [--with-parent]</pre>
 *
 * Prints {@code listening on PORT} when it answers. Exit code 0 after SIGTERM, 1 if it cannot
 * start, 2 for wrong arguments. {@code --with-parent} ends the process when its standard input
 * ends.
 */
public final class ClickHouseMain {

  private static final int DEFAULT_PORT = 8123;

  /** A predecessor that was just killed may still be ending. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Kept reachable: the lock would go with the object. */
  private static FolderLock held;

  private ClickHouseMain() {}

  /** Runs until a signal. */
  public static void main(String[] arguments) {
    Options options;
    try {
      options = Options.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(
          "usage: ClickHouseMain --data DIR [--port 8123] [--allow-files] [--with-parent]");
      System.exit(2);
      return;
    }
    if (options.withParent) {
      ParentWatch.exitWithParent();
    }
    try {
      run(options);
    } catch (IOException | EngineException | InterruptedException | RuntimeException e) {
      System.err.println("ClickHouse cannot start: " + e.getMessage());
      Runtime.getRuntime().halt(1);
    } catch (UnsatisfiedLinkError e) {
      System.err.println("The engine's library cannot be loaded: " + e.getMessage());
      System.err.println(
          "It must be libchdb for this platform; Linux needs glibc. Run 'npm ci' in local/npm, or"
              + " correct FAULTLINE_LIBCHDB.");
      Runtime.getRuntime().halt(1);
    }
  }

  private static void run(Options options)
      throws IOException, EngineException, InterruptedException {
    Path library = Installation.find().clickhouseLibrary();
    Files.createDirectories(options.data);
    held = FolderLock.take(options.data, PATIENCE);
    Engine engine = Engine.open(library, options.data, options.allowFiles);
    HttpFront front = HttpFront.start(engine, options.port, options.allowFiles);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    front.close();
                    engine.close();
                  } catch (Exception e) {
                    System.err.println("ClickHouse did not stop cleanly: " + e.getMessage());
                  }
                },
                "clickhouse-stop"));
    System.out.println("listening on " + front.port());
  }

  private record Options(Path data, int port, boolean allowFiles, boolean withParent) {

    static Options of(String[] arguments) {
      List<String> left = new ArrayList<>(List.of(arguments));
      boolean allowFiles = left.remove("--allow-files");
      boolean withParent = left.remove("--with-parent");
      Path data = null;
      int port = DEFAULT_PORT;
      for (int i = 0; i < left.size(); i += 2) {
        if (i + 1 == left.size()) {
          throw new IllegalArgumentException(left.get(i) + " needs a value");
        }
        switch (left.get(i)) {
          case "--data" -> data = Path.of(left.get(i + 1));
          case "--port" -> port = Integer.parseInt(left.get(i + 1));
          default -> throw new IllegalArgumentException("unknown option " + left.get(i));
        }
      }
      if (data == null) {
        throw new IllegalArgumentException("--data is missing");
      }
      return new Options(data, port, allowFiles, withParent);
    }
  }
}
