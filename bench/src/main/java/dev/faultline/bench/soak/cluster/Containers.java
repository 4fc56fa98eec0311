package dev.faultline.bench.soak.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The containers of a compose project, by the names of their services, and what is done to them.
 */
final class Containers {

  private static final int LONGEST_SECONDS = 120;
  private static final int LOOK_MILLIS = 500;

  private static final Map<String, Integer> OPERATIONS =
      Map.of("gateway", 8092, "poll", 8091, "streams", 8090, "sink", 8090, "dashboard", 8090);

  private final String project;
  private final Map<String, String> ids = new ConcurrentHashMap<>();

  /**
   * @param project the compose project
   */
  Containers(String project) {
    this.project = project;
  }

  /** SIGKILL. It is not started again by itself. */
  void kill(String service) throws IOException, InterruptedException {
    docker("kill", id(service));
  }

  /** SIGTERM, and SIGKILL after the time that the service has to end. */
  void stop(String service) throws IOException, InterruptedException {
    docker("stop", "-t", "30", id(service));
  }

  void start(String service) throws IOException, InterruptedException {
    docker("start", id(service));
  }

  /**
   * @param cores that it may use, such as 0.5
   */
  void limit(String service, String cores) throws IOException, InterruptedException {
    docker("update", "--cpus", cores, id(service));
  }

  /** Stops all its processes where they are. */
  void pause(String service) throws IOException, InterruptedException {
    docker("pause", id(service));
  }

  void unpause(String service) throws IOException, InterruptedException {
    docker("unpause", id(service));
  }

  /** Takes the network away from it. Nobody is told: packets are lost. */
  void cutOff(String service) throws IOException, InterruptedException {
    docker("network", "disconnect", network(), id(service));
  }

  void connect(String service) throws IOException, InterruptedException {
    docker("network", "connect", "--alias", service, network(), id(service));
  }

  /** The number of its address in the network, which grows in the order of addresses. */
  int address(String service) throws IOException, InterruptedException {
    String format = "{{(index .NetworkSettings.Networks \"" + network() + "\").IPAddress}}";
    String address = docker("inspect", "--format", format, id(service));
    return ByteBuffer.wrap(InetAddress.getByName(address).getAddress()).getInt();
  }

  /** Runs a command in it and returns what it prints. */
  String run(String service, String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("exec", id(service)));
    all.addAll(List.of(command));
    return docker(all.toArray(String[]::new));
  }

  /** Whether the service itself says that it works. */
  boolean isReady(String service) throws InterruptedException {
    String kind = service.replaceAll("-\\d+$", "");
    try {
      switch (kind) {
        case "kafka" -> run(service, "bash", "-c", "exec 3<>/dev/tcp/" + service + "/9092");
        case "registry" ->
            run(service, "curl", "-fsS", "-m", "5", "http://127.0.0.1:8081/subjects");
        case "clickhouse" -> run(service, "curl", "-fsS", "-m", "5", "http://127.0.0.1:8123/ping");
        default ->
            run(
                service,
                "curl",
                "-fsS",
                "-m",
                "5",
                "http://127.0.0.1:" + OPERATIONS.get(kind) + "/health/ready");
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Waits until a service works.
   *
   * @throws IOException if it does not in time
   */
  void awaitReady(String service, Duration limit) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (!isReady(service)) {
      if (System.nanoTime() - begun > limit.toNanos()) {
        throw new IOException(service + " is not ready within " + limit.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** Removes the file that fills a service's disk. */
  void free(String service, String folder) throws IOException, InterruptedException {
    remove(service, folder + "/filled");
  }

  /** Removes a file or folder of a service's volumes from beside it: it may have ended. */
  void remove(String service, String path) throws IOException, InterruptedException {
    docker(
        "run",
        "--rm",
        "--user",
        "0",
        "--entrypoint",
        "rm",
        "--volumes-from",
        id(service),
        "faultline",
        "-rf",
        path);
  }

  /** Starts what has ended, such as a broker whose disk was full. */
  void tend(List<String> services) throws IOException, InterruptedException {
    for (String service : services) {
      if (docker("inspect", "--format", "{{.State.Running}}", id(service)).equals("false")) {
        start(service);
      }
    }
  }

  private String network() {
    return project + "_default";
  }

  private String id(String service) throws IOException, InterruptedException {
    String known = ids.get(service);
    if (known != null) {
      return known;
    }
    String found =
        docker(
            "ps",
            "-aq",
            "--filter",
            "label=com.docker.compose.project=" + project,
            "--filter",
            "label=com.docker.compose.service=" + service);
    if (found.isEmpty() || found.contains("\n")) {
      throw new IOException("project " + project + " has no container " + service);
    }
    ids.put(service, found);
    return found;
  }

  private static String docker(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " does not end");
    }
    if (process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
    return said.strip();
  }
}
