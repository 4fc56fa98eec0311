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

/**
 * The ClickHouse engine with its HTTP front as a process of its own.
 *
 * <pre>ClickHouseMain --data DIR [--host 127.0.0.1] [--port 8123] [--allow-files] [--with-parent]
 *     [--user NAME] [--password-file FILE] [--allow-host NAME]... [--idle-timeout SECONDS]</pre>
 *
 * Prints {@code listening on PORT} when it answers. Exit code 0 after SIGTERM, 1 if it cannot
 * start, 2 for wrong arguments. {@code --with-parent} ends the process when its standard input
 * ends. Without {@code --password-file} any password is taken, and the host must be a loopback
 * address.
 */
public final class ClickHouseMain {

  /** A predecessor that was just killed may still be ending. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Kept reachable: the lock would go with the object. */
  private static FolderLock held;

  private ClickHouseMain() {}

  /** Runs until a signal. */
  public static void main(String[] arguments) {
    FrontOptions options;
    try {
      options = FrontOptions.of(arguments);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println(e.getMessage());
      System.err.println(FrontOptions.USAGE);
      System.exit(2);
      return;
    }
    if (options.withParent()) {
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

  private static void run(FrontOptions options)
      throws IOException, EngineException, InterruptedException {
    Path library = Installation.find().clickhouseLibrary();
    Files.createDirectories(options.data());
    held = FolderLock.take(options.data(), PATIENCE);
    Engine engine = Engine.open(library, options.data(), options.front().allowFiles());
    HttpFront front = HttpFront.start(engine, options.front());
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
}
