package dev.faultline.local.clickhouse;

import dev.faultline.local.clickhouse.access.Login;
import dev.faultline.local.clickhouse.http.FrontSettings;
import java.io.IOException;
import java.net.InetAddress;
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
      "usage: ClickHouseMain --data DIR [--host 127.0.0.1] [--port 8123] [--allow-files]"
          + " [--with-parent] [--user NAME] [--password-file FILE] [--allow-host NAME]... [--idle-timeout SECONDS]";

  private static final String DEFAULT_HOST = "127.0.0.1";
  private static final int DEFAULT_PORT = 8123;
  private static final int DEFAULT_IDLE_SECONDS = 120;

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException for one that is unknown, has no value or a wrong one, and for
   *     an address that other machines reach without a password
   * @throws IOException if the file of the password cannot be read or the host is not known
   */
  static FrontOptions of(String[] arguments) throws IOException {
    List<String> left = new ArrayList<>(List.of(arguments));
    boolean allowFiles = left.remove("--allow-files");
    boolean withParent = left.remove("--with-parent");
    Path data = null;
    String host = DEFAULT_HOST;
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
        case "--host" -> host = value;
        case "--port" -> port = Integer.parseInt(value);
        case "--user" -> user = value;
        case "--password-file" -> password = Optional.of(password(Path.of(value)));
        case "--allow-host" -> hosts.add(value);
        case "--idle-timeout" -> idleSeconds = Integer.parseInt(value);
        default -> throw new IllegalArgumentException("unknown option " + left.get(i));
      }
    }
    if (data == null) {
      throw new IllegalArgumentException("--data is missing");
    }
    if (password.isEmpty() && !InetAddress.getByName(host).isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "other machines reach " + host + ": a password is needed there (--password-file)");
    }
    FrontSettings front =
        new FrontSettings(
            host,
            port,
            allowFiles,
            new Login(user, password),
            hosts,
            Duration.ofSeconds(idleSeconds),
            data.toAbsolutePath().resolve("spool"));
    return new FrontOptions(data, withParent, front);
  }

  private static String password(Path file) throws IOException {
    String password = Files.readString(file).strip();
    if (password.isEmpty()) {
      throw new IllegalArgumentException("the password file " + file + " is empty");
    }
    return password;
  }
}
