package dev.faultline.local.clickhouse;

import dev.faultline.local.clickhouse.access.Login;
import dev.faultline.local.clickhouse.http.FrontSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of {@link ClickHouseMain}.
 *
 * @param data folder of the engine's data
 * @param withParent whether to end with standard input
 */
record FrontOptions(Path data, boolean withParent, FrontSettings front) {

  static final String USAGE =
      "usage: ClickHouseMain --data DIR [--port 8123] [--allow-files] [--with-parent]"
          + " [--user NAME] [--password-file FILE] [--allow-host NAME]... [--idle-timeout SECONDS]";

  private static final int DEFAULT_PORT = 8123;
  private static final int DEFAULT_IDLE_SECONDS = 120;

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException for one that is unknown, has no value or a wrong one
   * @throws IOException if the file of the password cannot be read
   */
  static FrontOptions of(String[] arguments) throws IOException {
    List<String> left = new ArrayList<>(List.of(arguments));
    boolean allowFiles = left.remove("--allow-files");
    boolean withParent = left.remove("--with-parent");
    Path data = null;
    int port = DEFAULT_PORT;
    int idleSeconds = DEFAULT_IDLE_SECONDS;
    String user = Login.OPEN.user();
    Optional<String> password = Optional.empty();
    Set<String> hosts = new HashSet<>();
    for (int i = 0; i < left.size(); i += 2) {
      if (i + 1 == left.size()) {
        throw new IllegalArgumentException(left.get(i) + " needs a value");
      }
      String value = left.get(i + 1);
      switch (left.get(i)) {
        case "--data" -> data = Path.of(value);
        case "--port" -> port = Integer.parseInt(value);
        case "--user" -> user = value;
        case "--password-file" -> password = Optional.of(Files.readString(Path.of(value)).strip());
        case "--allow-host" -> hosts.add(value);
        case "--idle-timeout" -> idleSeconds = Integer.parseInt(value);
        default -> throw new IllegalArgumentException("unknown option " + left.get(i));
      }
    }
    if (data == null) {
      throw new IllegalArgumentException("--data is missing");
    }
    FrontSettings front =
        new FrontSettings(
            port,
            allowFiles,
            new Login(user, password),
            hosts,
            Duration.ofSeconds(idleSeconds),
            data.toAbsolutePath().resolve("spool"));
    return new FrontOptions(data, withParent, front);
  }
}
