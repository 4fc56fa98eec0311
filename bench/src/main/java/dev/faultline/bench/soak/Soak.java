package dev.faultline.bench.soak;

import dev.faultline.bench.soak.check.Invariants;
import dev.faultline.bench.soak.check.Ledger;
import dev.faultline.bench.soak.check.PublishedRows;
import dev.faultline.bench.soak.check.Violation;
import dev.faultline.bench.soak.fault.Episode;
import dev.faultline.bench.soak.fault.Fault;
import dev.faultline.bench.soak.fault.FaultProxy.Mode;
import dev.faultline.bench.soak.fault.Faults;
import dev.faultline.bench.soak.fault.Rotation;
import dev.faultline.cli.doctor.SinkProgress;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * The whole pipeline under load and under faults in a random order, and at the end what must hold:
 * nothing acknowledged is lost, nothing is doubled, every row is what the raw rows give.
 */
public final class Soak {

  private static final int NETWORKS = 3;
  private static final int NODES = 40;
  private static final String NAMES = "soak-%";
  private static final Duration START = Duration.ofSeconds(150);
  private static final Duration CATCH_UP = Duration.ofSeconds(120);
  private static final Duration BEHIND = Duration.ofSeconds(60);
  private static final long HEALTHY_GAP_SECONDS = 5;

  private final Path folder;
  private final SoakOptions options;
  private final History history;
  private final PrintStream progress;
  private final Ledger ledger = new Ledger();
  private final List<Episode> episodes = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();

  /**
   * @param folder of all data and logs
   * @param progress is told of each fault, in a line
   */
  public Soak(Path folder, SoakOptions options, PrintStream progress) {
    this.folder = folder;
    this.options = options;
    this.history = new History(options.records());
    this.progress = progress;
  }

  /** Runs it; leaves no process. */
  public SoakReport run() throws Exception {
    log("seed %d, for %d s, logs in %s", options.seed(), options.length().toSeconds(), folder);
    try (Stack stack = new Stack(folder, rules())) {
      awaitReady(stack);
      history.publish(stack);
      stack.startBeside("sink-1");
      stack.startBeside("streams-1");
      try (PublishedRows published = new PublishedRows(stack.kafka(), stack.registryUrl())) {
        List<Load> loads = new ArrayList<>();
        for (int i = 0; i < NETWORKS; i++) {
          loads.add(new Load(stack.gatewayUrl(), "soak-" + i, NODES, ledger, options.seed() + i));
        }
        try {
          injectFaults(stack);
        } finally {
          for (Load load : loads) {
            load.close();
          }
        }
        Instant loaded = Instant.now();
        for (Load load : loads) {
          if (load.refused() != null) {
            violations.add(new Violation("load", "the gateway answered " + load.refused()));
          }
        }
        return verdict(stack, published, loaded);
      }
    }
  }

  private Path rules() throws Exception {
    StringBuilder rules =
        new StringBuilder(
            "network,layer,base_unit,liveness,safety,kind,step_s,windows_s,grace_s,citation\n");
    for (int i = 0; i < NETWORKS; i++) {
      rules.append("soak-%d,compute,none,>= 1/2,,convention,10,60 300,10,a soak%n".formatted(i));
    }
    return Files.writeString(folder.resolve("networks.csv"), rules);
  }

  private void awaitReady(Stack stack) throws Exception {
    long begun = System.nanoTime();
    while (!stack.isReady()) {
      if (!stack.isUpAlive() || System.nanoTime() - begun > START.toNanos()) {
        throw new IllegalStateException(
            "up did not get ready; it said:\n" + Files.readString(folder.resolve("up.log")));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    log("up is ready after %.1f s", (System.nanoTime() - begun) / 1e9);
  }

  private void injectFaults(Stack stack) throws Exception {
    Rotation<Fault> rotation = new Rotation<>(faults(stack), options.seed());
    long end = System.nanoTime() + options.length().toNanos();
    TimeUnit.SECONDS.sleep(HEALTHY_GAP_SECONDS);
    while (System.nanoTime() < end) {
      Fault fault = rotation.next();
      log("row %s: %s; expected: %s", fault.rows(), fault.name(), expectation(fault));
      Episode episode = Episode.of(fault, stack, options.limits());
      episodes.add(episode);
      log("  %s; %,d acknowledged", episode.outcome(), ledger.size());
      episode.violation().ifPresent(text -> violations.add(new Violation("faults", text)));
      if (!stack.isUpAlive()) {
        violations.add(new Violation("faults", "up has ended after " + fault.name()));
        log("  up has ended; it is started again");
        stack.startUp();
        awaitReady(stack);
      }
      TimeUnit.SECONDS.sleep(HEALTHY_GAP_SECONDS);
      stack.tend();
    }
  }

  private List<Fault> faults(Stack stack) {
    List<Fault> faults =
        new Faults(stack, options.seed())
            .all().stream()
                .filter(fault -> options.only().map(fault.name()::contains).orElse(true))
                .toList();
    if (faults.isEmpty()) {
      throw new IllegalArgumentException("no fault has '" + options.only().get() + "' in its name");
    }
    return faults;
  }

  private String expectation(Fault fault) {
    String green = "green within %d s".formatted(options.limits().green().toSeconds());
    return fault.seen()
        ? "red within %d s, %s".formatted(options.limits().red().toSeconds(), green)
        : green;
  }

  private SoakReport verdict(Stack stack, PublishedRows published, Instant loaded)
      throws Exception {
    log("faults have stopped; waiting until all has landed");
    stack.clickHouseProxy().set(Mode.PASS);
    stack.registryProxy().set(Mode.PASS);
    stack.tend();
    Invariants invariants = new Invariants(stack.sinkSettings());
    awaitNewest(invariants, loaded.minus(BEHIND));
    try (Admin admin = Admin.create(stack.kafka())) {
      if (!new SinkProgress(admin).await(CATCH_UP)) {
        violations.add(
            new Violation(
                "I5",
                "lag is not 0 within %d s: %s"
                    .formatted(CATCH_UP.toSeconds(), new SinkProgress(admin).behind())));
      }
    }
    log("checking I1 to I6");
    violations.addAll(invariants.nothingLost(ledger, NAMES));
    violations.addAll(history.lost(invariants));
    violations.addAll(invariants.nothingDoubled());
    violations.addAll(invariants.committedIsDurable());
    violations.addAll(
        invariants.rowsAreWhatRawRowsGive(options.length().dividedBy(4), options.seed()));
    published.changes().forEach(text -> violations.add(new Violation("I6", text)));
    invariants.count();
    return new SoakReport(options.seed(), episodes, invariants.figures(), violations);
  }

  /** Every network's index must go on to the end of the load, or stands still for good. */
  private void awaitNewest(Invariants invariants, Instant least) throws Exception {
    long end = System.nanoTime() + CATCH_UP.toNanos();
    var newest = invariants.newest(NAMES);
    while (newest.size() < NETWORKS || newest.values().stream().anyMatch(least::isAfter)) {
      if (System.nanoTime() > end) {
        violations.add(
            new Violation(
                "I5",
                "the index of some network stands still: newest %s, load until %s"
                    .formatted(newest, least.plus(BEHIND))));
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

  /** {@code bin/bench soak}; returns the exit code. */
  public static int run(List<String> words) throws Exception {
    Path folder = Files.createTempDirectory("faultline-soak");
    SoakReport report = new Soak(folder, SoakOptions.parse(words), System.err).run();
    System.out.print(words.contains("--json") ? report.json() + "\n" : report.text());
    return report.violations().isEmpty() ? 0 : 1;
  }
}
