package dev.faultline.bench.soak.cluster;

import dev.faultline.bench.soak.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What happens to a cluster. Whom it happens to is drawn anew each time. */
final class ClusterFaults {

  /** Longer than the session of an instance of streams in docker-compose.cluster.yml. */
  private static final int BEYOND_SESSION_SECONDS = 20;

  private static final Duration READY_WITHIN = Duration.ofSeconds(300);
  private static final int BRIEFLY_SECONDS = 8;
  private static final int BROKER_SECONDS = 15;

  private final Containers containers;
  private final Random random;

  ClusterFaults(Containers containers, long seed) {
    this.containers = containers;
    this.random = new Random(seed);
  }

  /** All of them. */
  List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    all.add(killed("14 a broker is killed", "kafka", 1, BRIEFLY_SECONDS));
    all.add(paused("14 a broker is paused", "kafka", 1, BROKER_SECONDS));
    all.add(cutOff("14 a broker is cut off", "kafka", 1, BROKER_SECONDS));
    all.add(killed("14 two brokers are killed", "kafka", 2, BRIEFLY_SECONDS));
    all.add(paused("14 two brokers are paused", "kafka", 2, BROKER_SECONDS));
    all.add(cutOff("14 two brokers are cut off", "kafka", 2, BROKER_SECONDS));
    all.add(killed("13 an instance of streams is killed", "streams", 1, BRIEFLY_SECONDS));
    all.add(cutOff("21 an instance is cut off", "streams", 1, BEYOND_SESSION_SECONDS));
    all.add(paused("7 an instance is paused", "streams", 1, BEYOND_SESSION_SECONDS));
    all.add(killed("1 a sink is killed", "sink", 1, BRIEFLY_SECONDS));
    all.add(cutOff("21 both sinks are cut off", "sink", 2, BROKER_SECONDS));
    all.add(answerLost());
    all.add(killed("5 ClickHouse is killed", "clickhouse", 1, BRIEFLY_SECONDS));
    all.add(diskFull("6 the disk of ClickHouse is full", "clickhouse", "/var/lib/clickhouse"));
    all.add(diskFull("6 the disk of a broker is full", "kafka-3", "/var/lib/kafka/data"));
    all.add(cutOff("31 the registry is cut off", "registry", 1, BROKER_SECONDS));
    all.add(killed("18 a gateway is killed", "gateway", 1, BRIEFLY_SECONDS));
    all.add(cutOff("18 a gateway is cut off", "gateway", 1, BROKER_SECONDS));
    all.add(rolled("22 streams are rolled", "streams"));
    all.add(rolled("22 the sinks are rolled", "sink"));
    all.add(rolled("22 the gateways are rolled", "gateway"));
    all.add(rolled("22 the brokers are rolled", "kafka"));
    return all;
  }

  private Fault killed(String name, String kind, int how, int seconds) {
    return fault(
        name,
        () -> {
          List<String> whom = some(kind, how);
          for (String service : whom) {
            containers.kill(service);
          }
          TimeUnit.SECONDS.sleep(seconds);
          for (String service : whom) {
            containers.start(service);
          }
        });
  }

  private Fault paused(String name, String kind, int how, int seconds) {
    return fault(
        name,
        () -> {
          List<String> whom = some(kind, how);
          for (String service : whom) {
            containers.pause(service);
          }
          TimeUnit.SECONDS.sleep(seconds);
          for (String service : whom) {
            containers.unpause(service);
          }
        });
  }

  private Fault cutOff(String name, String kind, int how, int seconds) {
    return fault(
        name,
        () -> {
          List<String> whom = some(kind, how);
          for (String service : whom) {
            containers.cutOff(service);
          }
          TimeUnit.SECONDS.sleep(seconds);
          for (String service : whom) {
            containers.connect(service);
          }
        });
  }

  /** ClickHouse has an insert and does not answer; when it does, the sink is out of reach. */
  private Fault answerLost() {
    return fault(
        "4 a sink is cut off after its insert was sent",
        () -> {
          String sink = some("sink", 1).get(0);
          containers.pause("clickhouse");
          TimeUnit.SECONDS.sleep(3);
          containers.cutOff(sink);
          containers.unpause("clickhouse");
          TimeUnit.SECONDS.sleep(BROKER_SECONDS);
          containers.connect(sink);
        });
  }

  /**
   * As an upgrade does it: one after another is stopped and started, when the last one is ready.
   */
  private Fault rolled(String name, String kind) {
    return fault(
        name,
        () -> {
          for (String service : services(kind)) {
            containers.stop(service);
            containers.start(service);
            containers.awaitReady(service, READY_WITHIN);
          }
        });
  }

  private Fault diskFull(String name, String service, String folder) {
    String file = folder + "/filled";
    return fault(
        name,
        () -> {
          // ends with an error when the disk is full
          containers.run(
              service, "sh", "-c", "cat /dev/zero >" + file + " 2>/dev/null; ls -l " + file);
          TimeUnit.SECONDS.sleep(BROKER_SECONDS);
          containers.free(service, folder);
        });
  }

  private Fault fault(String name, Fault.Action action) {
    int space = name.indexOf(' ');
    return new Fault(name.substring(0, space), name.substring(space + 1), false, action, () -> {});
  }

  /**
   * In the order of their addresses: who comes back is given the first that is free, and two
   * brokers with each other's addresses are taken for one another by whoever is still connected.
   */
  private List<String> some(String kind, int how) throws IOException, InterruptedException {
    List<String> services = new ArrayList<>(services(kind));
    Collections.shuffle(services, random);
    TreeMap<Integer, String> byAddress = new TreeMap<>();
    for (String service : services.subList(0, how)) {
      byAddress.put(containers.address(service), service);
    }
    return List.copyOf(byAddress.values());
  }

  private static List<String> services(String kind) {
    return switch (kind) {
      case "kafka", "streams" -> List.of(kind + "-1", kind + "-2", kind + "-3");
      case "sink", "gateway" -> List.of(kind + "-1", kind + "-2");
      default -> List.of(kind);
    };
  }
}
