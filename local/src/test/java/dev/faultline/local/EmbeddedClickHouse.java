package dev.faultline.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An engine with its front in a process of its own, on a free port and a folder that goes with it.
 */
public final class EmbeddedClickHouse implements AutoCloseable {

  private final Path folder;
  private final ChildProcess process;
  private final int port;

  private EmbeddedClickHouse(Path folder, ChildProcess process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Starts one. */
  public static EmbeddedClickHouse start(boolean allowFiles) throws Exception {
    Path folder = Files.createTempDirectory("faultline-clickhouse");
    int port = FreePorts.one();
    ChildProcess process =
        ClickHouseProcess.start(
            Installation.find(), folder.resolve("data"), port, allowFiles, folder.resolve("log"));
    return new EmbeddedClickHouse(folder, process, port);
  }

  /** Base URL. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  /** A JDBC connection with the driver's default settings. */
  public Connection connect() throws SQLException {
    return connect(new Properties());
  }

  /** A JDBC connection. */
  public Connection connect(Properties properties) throws SQLException {
    return DriverManager.getConnection("jdbc:clickhouse:" + url(), properties);
  }

  /** Runs one statement over plain HTTP. */
  public HttpResponse<String> post(String statement) throws IOException, InterruptedException {
    return post("/", statement);
  }

  /** The same, with a path and URL parameters. */
  public HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Sends any request. */
  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The output of a statement that must succeed, without its last line end. */
  public String query(String statement) throws IOException, InterruptedException {
    HttpResponse<String> response = post(statement);
    if (response.statusCode() != 200) {
      throw new AssertionError(statement + " failed: " + response.body());
    }
    return response.body().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    process.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
