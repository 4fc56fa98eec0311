package dev.faultline.local.registry;

import dev.faultline.local.FolderLock;
import dev.faultline.local.ParentWatch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Runs the registry's own main class in this process, on a port that nobody needs to know, and
 * Confluent's paths before it. Needs nothing but the JDK, so that the registry's class path stays
 * its own.
 *
 * <pre>RegistryMain DATA-FOLDER PORT [HOST]</pre>
 *
 * With a host, such as 0.0.0.0 in a container, it runs until a signal; without one it listens on
 * loopback and ends with its parent. It knows no logins: whoever reaches the host may register.
 */
public final class RegistryMain {

  private static final String PORT_PROPERTY = "quarkus.http.port";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Kept reachable: the lock would go with the object. */
  private static FolderLock held;

  private RegistryMain() {}

  /** Runs until the parent goes or a signal comes. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      ParentWatch.exitWithParent();
    }
    Path data = Path.of(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    Files.createDirectories(data);
    held = FolderLock.take(data, PATIENCE);
    settings(data).forEach(System::setProperty);
    InetAddress host =
        arguments.length < 3
            ? InetAddress.getLoopbackAddress()
            : InetAddress.getByName(arguments[2]);
    ConfluentPaths.listen(
        new InetSocketAddress(host, port), () -> Integer.getInteger(PORT_PROPERTY, 0));
    Class.forName("io.quarkus.runner.GeneratedMain")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
  }

  private static Map<String, String> settings(Path data) {
    return Map.ofEntries(
        Map.entry("quarkus.http.host", "127.0.0.1"),
        // the registry chooses a free port and writes it back into the same property
        Map.entry(PORT_PROPERTY, "0"),
        Map.entry("quarkus.http.access-log.enabled", "false"),
        Map.entry("quarkus.micrometer.enabled", "false"),
        Map.entry("quarkus.vertx.event-loops-pool-size", "1"),
        Map.entry("quarkus.thread-pool.max-threads", "8"),
        Map.entry("quarkus.log.level", "WARN"),
        // by default the database writes a commit up to 500 ms after the registry has answered
        Map.entry(
            "apicurio.datasource.url",
            "jdbc:h2:file:" + data.resolve("registry") + ";WRITE_DELAY=0"),
        Map.entry("apicurio.datasource.jdbc.initial-size", "1"),
        Map.entry("apicurio.datasource.jdbc.min-size", "1"),
        Map.entry("apicurio.datasource.jdbc.max-size", "8"));
  }
}
