package dev.faultline.bench.soak;

import dev.faultline.bench.soak.fault.FaultProxy;
import dev.faultline.local.FreePorts;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * {@code up} with its children, and instances of the sink and the streams beside it, which reach
 * ClickHouse and the registry through proxies that can misbehave.
 */
public final class Stack implements AutoCloseable {

  private static final int[] PORTS = {9092, 8081, 8123, 8080, 8090};
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final Path folder;
  private final Path networks;
  private final int offset = FreePorts.offsetOf(PORTS);
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final Map<String, JavaProcess> beside = new TreeMap<>();
  private final FaultProxy clickHouseProxy;
  private final FaultProxy registryProxy;
  private JavaProcess up;

  /**
   * @param folder of all data and logs
   * @param networks the rules
   */
  Stack(Path folder, Path networks) throws IOException, InterruptedException {
    this.folder = folder;
    this.networks = networks;
    this.clickHouseProxy = FaultProxy.before(PORTS[2] + offset);
    this.registryProxy = FaultProxy.before(PORTS[1] + offset);
    startUp();
  }

  /** Starts it on the folder of before. */
  public void startUp() throws IOException, InterruptedException {
    up =
        JavaProcess.start(
            folder.resolve("up.log"),
            List.of(
                "up",
                "--data",
                folder.resolve("data").toString(),
                "--networks",
                networks.toString(),
                "--port-offset",
                Integer.toString(offset)));
  }

  /** Imports a file into it; returns the exit code. */
  int importFile(String format, Path file) throws IOException, InterruptedException {
    return JavaProcess.start(
            folder.resolve("import.log"),
            List.of("import", format, "--port-offset", Integer.toString(offset), file.toString()))
        .await();
  }

  /** SIGKILL; its children end by themselves. */
  public void killUp() throws InterruptedException {
    up.kill();
  }

  /** Whether its process is there. */
  public boolean isUpAlive() {
    return up.isAlive();
  }

  /** Starts a {@code sink} or {@code streams} beside {@code up}; its name ends in a number. */
  public void startBeside(String name) throws IOException {
    String command = name.replaceAll("-\\d+$", "");
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--port-offset", Integer.toString(FreePorts.offsetOf(PORTS))));
    arguments.addAll(List.of("--bootstrap-servers", bootstrapServers()));
    arguments.addAll(List.of("--registry-url", "http://127.0.0.1:" + registryProxy.port()));
    if (command.equals("sink")) {
      arguments.addAll(List.of("--clickhouse-url", "http://127.0.0.1:" + clickHouseProxy.port()));
    } else {
      arguments.addAll(List.of("--networks", networks.toString()));
      arguments.addAll(List.of("--state", folder.resolve("state-" + name).toString()));
    }
    beside.put(name, JavaProcess.start(folder.resolve(name + ".log"), arguments));
  }

  /** SIGKILL of one beside. */
  public void killBeside(String name) throws InterruptedException {
    JavaProcess process = beside.remove(name);
    if (process != null) {
      process.kill();
    }
  }

  /** Starts again those beside that have ended; whoever runs single services does so. */
  public void tend() throws IOException {
    for (String name : List.copyOf(beside.keySet())) {
      if (!beside.get(name).isAlive()) {
        startBeside(name);
      }
    }
  }

  /**
   * Process id of {@code up}, of its children {@code registry} and {@code clickhouse}, or beside.
   */
  public long pid(String name) throws IOException {
    if (beside.containsKey(name)) {
      return beside.get(name).pid();
    }
    // a part locks its folder with its process id in the file
    return name.equals("up")
        ? up.pid()
        : Long.parseLong(
            Files.readString(folder.resolve("data").resolve(name).resolve("lock")).strip());
  }

  /** Before the ClickHouse of the sinks beside. */
  public FaultProxy clickHouseProxy() {
    return clickHouseProxy;
  }

  /** Before the registry of the processes beside. */
  public FaultProxy registryProxy() {
    return registryProxy;
  }

  /** Whether {@code up} says that all of it works. */
  public boolean isReady() throws InterruptedException {
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create(url(4) + "/health/ready"))
                      .timeout(ANSWER)
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  String gatewayUrl() {
    return url(3);
  }

  String clickHouseUrl() {
    return url(2);
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + (PORTS[0] + offset);
  }

  String registryUrl() {
    return url(1);
  }

  /** Of an admin client, a producer or a consumer. */
  public Properties kafka() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers());
    return properties;
  }

  public ClickHouse clickHouse() {
    return ClickHouse.at(clickHouseUrl());
  }

  public SinkSettings sinkSettings() {
    return SinkSettings.of(bootstrapServers(), registryUrl(), clickHouse());
  }

  private String url(int port) {
    return "http://127.0.0.1:" + (PORTS[port] + offset);
  }

  /** The folder with the logs. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() throws InterruptedException, IOException {
    for (JavaProcess process : beside.values()) {
      process.close();
    }
    List<ProcessHandle> children =
        ProcessHandle.of(up.pid()).stream().flatMap(ProcessHandle::children).toList();
    up.close();
    for (ProcessHandle child : children) {
      // a stopped child would not see that its parent is gone
      child.destroyForcibly();
      child.onExit().join();
    }
    clickHouseProxy.close();
    registryProxy.close();
  }
}
