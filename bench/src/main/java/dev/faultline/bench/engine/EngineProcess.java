package dev.faultline.bench.engine;

import dev.faultline.providers.Providers;
import dev.faultline.streams.enrich.AsnTable;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.RegionTable;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.runtime.StreamsService;
import dev.faultline.streams.runtime.StreamsSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The engine in a process of its own, with the heap that it alone needs, to be killed. */
final class EngineProcess implements AutoCloseable {

  private static final String RUNNING = "running";
  private static final String ASK_HEAP = "heap";

  /** As the embedded pipeline has them: so long a killed member is waited for. */
  private static final Map<String, String> SHORT_SESSIONS =
      Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "2000");

  private final Process process;
  private final BufferedReader said;

  private EngineProcess(Process process) {
    this.process = process;
    this.said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static EngineProcess start(StreamsSettings settings, int heapGigabytes) throws IOException {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            // a heap that grows is collected whole again and again meanwhile
            "-Xms" + heapGigabytes + "g",
            "-Xmx" + heapGigabytes + "g",
            "-XX:+UseParallelGC",
            // else the processor looks up where each page of a large table lies
            "-XX:+UseTransparentHugePages",
            "-cp",
            System.getProperty("java.class.path"),
            EngineProcess.class.getName(),
            settings.bootstrapServers(),
            settings.applicationId(),
            settings.stateFolder().toString(),
            Integer.toString(settings.threads()),
            Boolean.toString(settings.inMemory()));
    return new EngineProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Waits until its state is restored and all tasks run. */
  void awaitRunning() throws IOException {
    expect(RUNNING);
  }

  /** Bytes of heap that are in use after a collection. */
  long heap() throws IOException {
    OutputStream asked = process.getOutputStream();
    asked.write((ASK_HEAP + "\n").getBytes(StandardCharsets.UTF_8));
    asked.flush();
    return Long.parseLong(expect(ASK_HEAP + " "));
  }

  private String expect(String prefix) throws IOException {
    String line = said.readLine();
    while (line != null && !line.startsWith(prefix)) {
      line = said.readLine();
    }
    if (line == null) {
      throw new IOException("the engine's process has ended");
    }
    return line.substring(prefix.length());
  }

  /** Processor time of all its threads so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** What runs in the process. */
  public static void main(String[] args) throws Exception {
    LoadedBroker.registerSchemas();
    Enricher enricher = new Enricher(Providers.load(), AsnTable.empty(), RegionTable.empty());
    StreamsSettings settings =
        new StreamsSettings(
            args[0],
            LoadedBroker.REGISTRY,
            args[1],
            Path.of(args[2]),
            Integer.parseInt(args[3]),
            Boolean.parseBoolean(args[4]),
            false,
            SHORT_SESSIONS);
    StreamsService service = new StreamsService(settings, Networks.load(), () -> enricher);
    service.start();
    while (!service.isRunning()) {
      Thread.sleep(5);
    }
    System.out.println(RUNNING);
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (asked.readLine() != null) {
      System.gc();
      System.out.println(
          ASK_HEAP + " " + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    // the other end is gone, however it went
    System.exit(0);
  }
}
