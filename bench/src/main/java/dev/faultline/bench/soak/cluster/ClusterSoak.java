package dev.faultline.bench.soak.cluster;

import dev.faultline.bench.soak.Load;
import dev.faultline.bench.soak.check.Invariants;
import dev.faultline.bench.soak.check.Ledger;
import dev.faultline.bench.soak.check.PublishedRows;
import dev.faultline.bench.soak.check.Violation;
import dev.faultline.bench.soak.fault.Fault;
import dev.faultline.bench.soak.fault.Rotation;
import dev.faultline.cli.doctor.SinkProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * The containers of a cluster under load and under faults in a random order, and at the end what
 * must hold, as {@link dev.faultline.bench.soak.Soak} does it on one machine.
 */
public final class ClusterSoak {

  private static final List<String> NETWORKS = List.of("soak-0", "soak-1", "soak-2");
  private static final String NAMES = "soak-%";
  private static final int NODES = 40;
  private static final List<String> SERVICES =
      List.of(
          "kafka-1",
          "kafka-2",
          "kafka-3",
          "registry",
          "clickhouse",
          "gateway-1",
          "gateway-2",
          "streams-1",
          "streams-2",
          "streams-3",
          "sink-1",
          "sink-2");
  private static final Duration READY_WITHIN = Duration.ofSeconds(180);
  private static final Duration CATCH_UP = Duration.ofSeconds(180);
  private static final Duration BEHIND = Duration.ofSeconds(60);
  private static final long HEALTHY_GAP_SECONDS = 5;

  private final ClusterOptions options;
  private final PrintStream progress;
  private final Containers containers;
  private final Ledger ledger = new Ledger();
  private final List<Violation> violations = new ArrayList<>();
  private int faults;

  private ClusterSoak(ClusterOptions options, PrintStream progress) {
    this.options = options;
    this.progress = progress;
    this.containers = new Containers(options.project());
  }

  /** {@code bin/bench cluster}; returns the exit code. */
  public static int run(List<String> words) throws Exception {
    ClusterSoak soak = new ClusterSoak(ClusterOptions.parse(words), System.err);
    Map<String, Long> figures = soak.run();
    System.out.printf("seed %d%n%-28s %,10d%n", soak.options.seed(), "faults", soak.faults);
    figures.forEach((name, figure) -> System.out.printf("%-28s %,10d%n", name, figure));
    System.out.printf("%-28s %,10d%n", "violations", soak.violations.size());
    soak.violations.stream()
        .limit(20)
        .forEach(each -> System.out.printf("  %s %s%n", each.invariant(), each.text()));
    return soak.violations.isEmpty() ? 0 : 1;
  }

  private Map<String, Long> run() throws Exception {
    log("seed %d, for %d s", options.seed(), options.length().toSeconds());
    try (PublishedRows published = new PublishedRows(options.kafka(), options.registry())) {
      List<Load> loads = new ArrayList<>();
      for (int i = 0; i < NETWORKS.size(); i++) {
        loads.add(
            new Load(
                options.gateways(),
                options.token(),
                NETWORKS.get(i),
                NODES,
                ledger,
                options.seed() + i));
      }
      try {
        injectFaults();
      } finally {
        for (Load load : loads) {
          load.close();
        }
      }
      Instant loaded = Instant.now();
      for (Load load : loads) {
        if (load.refused() != null) {
          violations.add(new Violation("load", "a gateway answered " + load.refused()));
        }
      }
      return verdict(published, loaded);
    }
  }

  private void injectFaults() throws Exception {
    List<Fault> all =
        new ClusterFaults(containers, options.seed())
            .all().stream()
                .filter(fault -> options.only().map(fault.name()::contains).orElse(true))
                .toList();
    Rotation<Fault> rotation = new Rotation<>(all, options.seed());
    long end = System.nanoTime() + options.length().toNanos();
    TimeUnit.SECONDS.sleep(2 * HEALTHY_GAP_SECONDS);
    while (System.nanoTime() < end) {
      Fault fault = rotation.next();
      log("row %s: %s", fault.rows(), fault.name());
      faults++;
      try {
        fault.begin().run();
      } catch (IOException e) {
        violations.add(new Violation("faults", fault.name() + " could not be done: " + e));
      }
      awaitReady(fault.name());
      TimeUnit.SECONDS.sleep(HEALTHY_GAP_SECONDS);
    }
  }

  private void awaitReady(String after) throws Exception {
    long begun = System.nanoTime();
    List<String> left = new ArrayList<>(SERVICES);
    while (!left.isEmpty()) {
      containers.tend(left);
      List<String> red = new ArrayList<>();
      for (String service : left) {
        if (!containers.isReady(service)) {
          red.add(service);
        }
      }
      left = red;
      if (System.nanoTime() - begun > READY_WITHIN.toNanos()) {
        violations.add(new Violation("faults", after + ": still not ready: " + left));
        break;
      }
    }
    log("  green after %.1f s; %,d acknowledged", (System.nanoTime() - begun) / 1e9, ledger.size());
  }

  private Map<String, Long> verdict(PublishedRows published, Instant loaded) throws Exception {
    log("faults have stopped; waiting until all has landed");
    Invariants invariants = new Invariants(options.sinkSettings());
    awaitNewest(invariants, loaded.minus(BEHIND));
    try (Admin admin = Admin.create(options.kafka())) {
      if (!new SinkProgress(admin).await(CATCH_UP)) {
        violations.add(new Violation("I5", "lag is not 0: " + new SinkProgress(admin).behind()));
      }
    }
    log("checking I1 to I6");
    check("I1", () -> invariants.nothingLost(ledger, NAMES));
    check("I2", invariants::nothingDoubled);
    check("I3", invariants::committedIsDurable);
    check("I4", () -> invariants.rowsAreWhatRawRowsGive(Duration.ofSeconds(120), options.seed()));
    published.changes().forEach(text -> violations.add(new Violation("I6", text)));
    invariants.count();
    return invariants.figures();
  }

  /** What cannot be looked at does not hold. */
  private void check(String invariant, Callable<List<Violation>> question) throws Exception {
    try {
      violations.addAll(question.call());
    } catch (SQLException e) {
      violations.add(new Violation(invariant, "cannot be checked: " + e.getMessage()));
    }
  }

  /** Every network's index must go on to the end of the load, or stands still for good. */
  private void awaitNewest(Invariants invariants, Instant least) throws Exception {
    long end = System.nanoTime() + CATCH_UP.toNanos();
    Map<String, Instant> newest = invariants.newest(NAMES);
    while (newest.size() < NETWORKS.size() || newest.values().stream().anyMatch(least::isAfter)) {
      if (System.nanoTime() > end) {
        violations.add(
            new Violation("I5", "the index stands still: " + newest + ", load until " + least));
        return;
      }
      TimeUnit.SECONDS.sleep(1);
      newest = invariants.newest(NAMES);
    }
  }

  private void log(String format, Object... arguments) {
    progress.printf(
        "%s %s%n",
        LocalTime.now().truncatedTo(ChronoUnit.SECONDS), String.format(format, arguments));
    progress.flush();
  }
}
