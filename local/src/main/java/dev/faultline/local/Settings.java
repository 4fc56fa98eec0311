package dev.faultline.local;

import java.nio.file.Path;

/**
 * How to start an embedded stack.
 *
 * @param data folder of all its data; it is created
 * @param kafkaPort 0 for a free one, like the other two
 * @param allowFiles whether SQL may reach files and the network of this machine
 */
public record Settings(
    Path data, int kafkaPort, int registryPort, int clickhousePort, boolean allowFiles) {

  private static final int KAFKA = 9092;
  private static final int REGISTRY = 8081;
  private static final int CLICKHOUSE = 8123;
  private static final int MAX_PORT = 65_535;

  /**
   * Checks the ports.
   *
   * @throws LocalStackException if one is out of range
   */
  public Settings {
    for (int port : new int[] {kafkaPort, registryPort, clickhousePort}) {
      if (port < 0 || port > MAX_PORT) {
        throw new LocalStackException(
            "There is no port " + port + ". Choose a --port-offset between 0 and 56000.");
      }
    }
  }

  /** The usual ports, and no files for SQL. */
  public static Settings in(Path data) {
    return new Settings(data, KAFKA, REGISTRY, CLICKHOUSE, false);
  }

  /** The usual ports, each moved up. */
  public Settings withPortOffset(int offset) {
    return new Settings(data, KAFKA + offset, REGISTRY + offset, CLICKHOUSE + offset, allowFiles);
  }

  /** Whatever ports are free. */
  public Settings withFreePorts() {
    return new Settings(data, 0, 0, 0, allowFiles);
  }

  /** SQL may read and write the machine's files and reach its network. */
  public Settings withFilesAllowed() {
    return new Settings(data, kafkaPort, registryPort, clickhousePort, true);
  }
}
