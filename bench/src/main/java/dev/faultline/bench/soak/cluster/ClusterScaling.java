package dev.faultline.bench.soak.cluster;

import dev.faultline.bench.engine.Backlog;
import dev.faultline.schemas.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * What three, two and one instances of streams take in, each with half a core and nothing but
 * brokers and the registry beside them.
 *
 * <p>The backlog is there before. Each number of instances begins on it anew, without state, and is
 * measured equally long after its start: what is stopped would hand its tasks to the others, which
 * then read state for a while and take nothing in.
 */
public final class ClusterScaling {

  private static final List<String> OTHERS =
      List.of(
          "gateway-1",
          "gateway-2",
          "poll-1",
          "poll-2",
          "sink-1",
          "sink-2",
          "dashboard",
          "clickhouse");
  private static final int INSTANCES = 3;
  private static final String CORES = "0.5";
  private static final String GROUP = "faultline-index";
  private static final String RELIABILITY_GROUP = "faultline-reliability";
  private static final int RECORDS = 24_000_000;
  private static final Duration READY_WITHIN = Duration.ofSeconds(180);
  private static final Duration EMPTY_WITHIN = Duration.ofSeconds(60);
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final Duration MEASURED = Duration.ofSeconds(40);

  private final ClusterOptions options;
  private final Containers containers;
  private final PrintStream progress = System.err;

  private ClusterScaling(ClusterOptions options) {
    this.options = options;
    this.containers = new Containers(options.project());
  }

  /** {@code bin/bench cluster-scaling}; returns the exit code. */
  public static int run(List<String> words) throws Exception {
    new ClusterScaling(ClusterOptions.parse(words)).run();
    return 0;
  }

  private void run() throws Exception {
    for (String service : OTHERS) {
      containers.stop(service);
    }
    for (int i = 1; i <= INSTANCES; i++) {
      containers.stop("streams-" + i);
      containers.limit("streams-" + i, CORES);
    }
    progress.printf("publishing %,d observations%n", RECORDS);
    Backlog.publish(options.bootstrapServers(), options.registry(), RECORDS);
    double[] rates = new double[INSTANCES + 1];
    try (Admin admin = Admin.create(options.kafka())) {
      // one comes last: what the brokers still have to do with the backlog would count against it
      for (int instances = INSTANCES; instances >= 1; instances--) {
        for (int i = 1; i <= instances; i++) {
          containers.start("streams-" + i);
        }
        for (int i = 1; i <= instances; i++) {
          containers.awaitReady("streams-" + i, READY_WITHIN);
        }
        TimeUnit.SECONDS.sleep(WARM_UP.toSeconds());
        rates[instances] = rate(admin);
        progress.printf("%d: %,.0f observations a second%n", instances, rates[instances]);
        for (int i = 1; i <= instances; i++) {
          containers.stop("streams-" + i);
        }
        forget(admin, instances);
      }
    }
    for (int instances = 1; instances <= INSTANCES; instances++) {
      System.out.printf(
          Locale.ROOT,
          "%d of half a core  %,10.0f observations/s  %.2f%n",
          instances,
          rates[instances],
          rates[instances] / rates[1]);
    }
  }

  private double rate(Admin admin) throws Exception {
    long before = committed(admin);
    long begun = System.nanoTime();
    TimeUnit.SECONDS.sleep(MEASURED.toSeconds());
    long after = committed(admin);
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (after >= RECORDS) {
      throw new IOException("the backlog ended while it was measured; it has to be larger");
    }
    return (after - before) / seconds;
  }

  /** Makes the next instances begin at the first record, as if there had been none before. */
  private void forget(Admin admin, int instances) throws Exception {
    for (String group : List.of(GROUP, RELIABILITY_GROUP)) {
      Set<String> own =
          admin.listTopics().names().get(30, TimeUnit.SECONDS).stream()
              .filter(topic -> topic.startsWith(group + "-"))
              .collect(Collectors.toSet());
      admin.deleteTopics(own).all().get(30, TimeUnit.SECONDS);
      awaitEmpty(admin, group);
      admin.deleteConsumerGroups(List.of(group)).all().get(30, TimeUnit.SECONDS);
      for (int i = 1; i <= instances; i++) {
        containers.remove("streams-" + i, "/var/lib/faultline/" + group);
      }
    }
  }

  /** Streams that stop do not leave their group; they are missed after the session's timeout. */
  private static void awaitEmpty(Admin admin, String group) throws Exception {
    long begun = System.nanoTime();
    while (!admin
        .describeConsumerGroups(List.of(group))
        .describedGroups()
        .get(group)
        .get(30, TimeUnit.SECONDS)
        .members()
        .isEmpty()) {
      if (System.nanoTime() - begun > EMPTY_WITHIN.toNanos()) {
        throw new IOException("group " + group + " keeps its members");
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private static long committed(Admin admin) throws Exception {
    return admin
        .listConsumerGroupOffsets(GROUP)
        .partitionsToOffsetAndMetadata()
        .get(30, TimeUnit.SECONDS)
        .entrySet()
        .stream()
        .filter(each -> isObservations(each.getKey()) && each.getValue() != null)
        .mapToLong(each -> each.getValue().offset())
        .sum();
  }

  private static boolean isObservations(TopicPartition partition) {
    return partition.topic().equals(Topic.OBSERVATIONS.topicName());
  }
}
