package dev.faultline.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the files are that the embedded stack needs and that are no Java: the build puts them below
 * the home folder.
 *
 * @param home the folder of the checkout or the installation
 */
public record Installation(Path home) {

  private static final String MARK = "local/npm/package.json";
  private static final String REGISTRY_JAR = "apicurio-registry-app-3.0.9-runner.jar";

  /**
   * Finds the home folder: system property {@code faultline.home}, else environment variable {@code
   * FAULTLINE_HOME}, else the nearest folder above the working directory that is one.
   *
   * @throws LocalStackException if there is none, or the JDK is too old
   */
  public static Installation find() {
    checkJava(Runtime.version().feature());
    Optional<String> named =
        Optional.ofNullable(System.getProperty("faultline.home"))
            .or(() -> Optional.ofNullable(System.getenv("FAULTLINE_HOME")));
    if (named.isPresent()) {
      Path home = Path.of(named.get()).toAbsolutePath();
      if (!Files.exists(home.resolve(MARK))) {
        throw new LocalStackException(
            home + " is not a Faultline folder: it has no " + MARK + ". Correct FAULTLINE_HOME.");
      }
      return new Installation(home);
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(MARK))) {
        return new Installation(folder);
      }
    }
    throw new LocalStackException(
        "No Faultline folder is at or above "
            + start
            + ". Run from a checkout, or set FAULTLINE_HOME to one.");
  }

  /**
   * The library with the ClickHouse engine: environment variable {@code FAULTLINE_LIBCHDB}, else
   * the one that the build fetched for this platform.
   *
   * @throws LocalStackException if it is missing
   */
  public Path clickhouseLibrary() {
    String named = System.getenv("FAULTLINE_LIBCHDB");
    if (named != null) {
      return existing(
          Path.of(named).toAbsolutePath(),
          "FAULTLINE_LIBCHDB names it; set it to the path of libchdb.so, or unset it");
    }
    String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    return existing(
        npmModules().resolve("@chdb/lib-" + platform + "/libchdb.so"),
        "it is the ClickHouse engine. Run 'npm ci' in "
            + home.resolve("local/npm")
            + ", or set FAULTLINE_LIBCHDB to a libchdb.so");
  }

  /**
   * The schema registry's program; the folder {@code lib} is beside it.
   *
   * @throws LocalStackException if it is missing
   */
  public Path registryJar() {
    return existing(
        home.resolve("local/target/registry").resolve(REGISTRY_JAR),
        "it is the schema registry. Run 'mvn -q -DskipTests package -pl local -am' in " + home);
  }

  /**
   * The folder of the tables from IP ranges to autonomous systems.
   *
   * @throws LocalStackException if it is missing
   */
  public Path asnTables() {
    return existing(
        npmModules().resolve("@ip-location-db/asn"),
        "it holds the table of autonomous systems. Run 'npm ci' in " + home.resolve("local/npm"));
  }

  /**
   * The folder of the tables from IP ranges to countries.
   *
   * @throws LocalStackException if it is missing
   */
  public Path countryTables() {
    return existing(
        npmModules().resolve("@ip-location-db/geo-whois-asn-country"),
        "it holds the table of countries. Run 'npm ci' in " + home.resolve("local/npm"));
  }

  private Path npmModules() {
    return home.resolve("local/npm/node_modules");
  }

  private static Path existing(Path path, String advice) {
    if (!Files.exists(path)) {
      throw new LocalStackException(path + " is missing: " + advice + ".");
    }
    return path;
  }

  static void checkJava(int feature) {
    if (feature < 17) {
      throw new LocalStackException(
          "Faultline needs JDK 17 or newer, and this is "
              + feature
              + ". Set JAVA_HOME to a newer one and run again.");
    }
  }

  /** The platform as the npm packages of the engine name it. */
  static String platform(String system, String architecture) {
    String os = system.toLowerCase(Locale.ROOT);
    String cpu = architecture.toLowerCase(Locale.ROOT);
    boolean arm = cpu.equals("aarch64") || cpu.equals("arm64");
    boolean intel = cpu.equals("amd64") || cpu.equals("x86_64");
    if (os.contains("linux") && (arm || intel)) {
      return arm ? "linux-arm64-gnu" : "linux-x64-gnu";
    }
    if (os.contains("mac") && (arm || intel)) {
      return arm ? "darwin-arm64" : "darwin-x64";
    }
    throw new LocalStackException(
        "There is no embedded ClickHouse for "
            + system
            + " on "
            + architecture
            + ": use Linux (glibc) or macOS, or a ClickHouse server by --clickhouse-url.");
  }
}
