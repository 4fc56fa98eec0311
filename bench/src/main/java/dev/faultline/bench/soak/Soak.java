package dev.faultline.bench.soak;

import dev.faultline.bench.soak.check.Invariants;
import dev.faultline.bench.soak.check.Ledger;
import dev.faultline.bench.soak.check.PublishedRows;
import dev.faultline.bench.soak.check.Violation;
import dev.faultline.bench.soak.fault.Episode;
import dev.faultline.bench.soak.fault.Fault;
import dev.faultline.bench.soak.fault.FaultProxy.Mode;
import dev.faultline.bench.soak.fault.Faults;
import dev.faultline.bench.soak.fault.RecoveryLimits;
import dev.faultline.bench.soak.fault.Rotation;
import dev.faultline.cli.doctor.LandingProgress;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final Duration length;
  private final long seed;
  private final RecoveryLimits limits;
  private final PrintStream progress;
  private final Ledger ledger = new Ledger();
  private final List<Episode> episodes = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();

  /**
   * @param folder of all data and logs
   * @param length of the part with faults
   * @param limits what every fault is held to
   * @param progress is told of each fault, in a line
   */
  public Soak(
      Path folder, Duration length, long seed, RecoveryLimits limits, PrintStream progress) {
    this.folder = folder;
    this.length = length;
    this.seed = seed;
    this.limits = limits;
    this.progress = progress;
  }

  /** Runs it; leaves no process. */
  public SoakReport run() throws Exception {
    say("seed %d, for %d s, logs in %s", seed, length.toSeconds(), folder);
    try (Stack stack = new Stack(folder, rules())) {
      awaitReady(stack);
      stack.startBeside("sink-1");
      stack.startBeside("streams-1");
      try (PublishedRows published = new PublishedRows(stack.kafka(), stack.registryUrl())) {
        List<Load> loads = new ArrayList<>();
        for (int i = 0; i < NETWORKS; i++) {
          loads.add(new Load(stack.gatewayUrl(), "soak-" + i, NODES, ledger, seed + i));
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
    say("up is ready after %.1f s", (System.nanoTime() - begun) / 1e9);
  }

  private void injectFaults(Stack stack) throws Exception {
    Rotation<Fault> rotation = new Rotation<>(new Faults(stack, seed).all(), seed);
    long end = System.nanoTime() + length.toNanos();
    TimeUnit.SECONDS.sleep(HEALTHY_GAP_SECONDS);
    while (System.nanoTime() < end) {
      Fault fault = rotation.next();
      say("row %s: %s; expected: %s", fault.rows(), fault.name(), expectation(fault));
      Episode episode = Episode.of(fault, stack, limits);
      episodes.add(episode);
      say("  %s; %,d acknowledged", episode.outcome(), ledger.size());
      episode.violation().ifPresent(text -> violations.add(new Violation("faults", text)));
      if (!stack.isUpAlive()) {
        violations.add(new Violation("faults", "up has ended after " + fault.name()));
        say("  up has ended; it is started again");
        stack.startUp();
        awaitReady(stack);
      }
      TimeUnit.SECONDS.sleep(HEALTHY_GAP_SECONDS);
      stack.tend();
    }
  }

  private String expectation(Fault fault) {
    String green = "green within %d s".formatted(limits.green().toSeconds());
    return fault.seen() ? "red within %d s, %s".formatted(limits.red().toSeconds(), green) : green;
  }

  private SoakReport verdict(Stack stack, PublishedRows published, Instant loaded)
      throws Exception {
    say("faults have stopped; waiting until all has landed");
    stack.clickHouseProxy().set(Mode.PASS);
    stack.registryProxy().set(Mode.PASS);
    stack.tend();
    Invariants invariants = new Invariants(stack.sinkSettings());
    awaitNewest(invariants, loaded.minus(BEHIND));
    try (Admin admin = Admin.create(stack.kafka())) {
      if (!new LandingProgress(admin).await(CATCH_UP)) {
        violations.add(
            new Violation(
                "I5",
                "lag is not 0 within %d s: %s"
                    .formatted(CATCH_UP.toSeconds(), new LandingProgress(admin).behind())));
      }
    }
    say("checking I1 to I6");
    violations.addAll(invariants.nothingLost(ledger, NAMES));
    violations.addAll(invariants.nothingDoubled());
    violations.addAll(invariants.committedIsDurable());
    violations.addAll(invariants.rowsAreWhatRawRowsGive(length.dividedBy(4), seed));
    published.changes().forEach(text -> violations.add(new Violation("I6", text)));
    invariants.count();
    return new SoakReport(seed, episodes, invariants.figures(), violations);
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

  private void say(String format, Object... arguments) {
    progress.printf(
        "%s %s%n",
        LocalTime.now().truncatedTo(ChronoUnit.SECONDS), String.format(format, arguments));
    progress.flush();
  }

  /** {@code bin/bench soak}; returns the exit code. */
  public static int run(List<String> words) throws Exception {
    double minutes = option(words, "--minutes").map(Double::parseDouble).orElse(20.0);
    long seed = option(words, "--seed").map(Long::parseLong).orElse(System.nanoTime() % 1_000_000);
    Path folder = Files.createTempDirectory("faultline-soak");
    SoakReport report =
        new Soak(
                folder,
                Duration.ofMillis((long) (minutes * 60_000)),
                seed,
                RecoveryLimits.PROMISED,
                System.err)
            .run();
    System.out.print(words.contains("--json") ? report.json() + "\n" : report.text());
    return report.violations().isEmpty() ? 0 : 1;
  }

  private static Optional<String> option(List<String> words, String name) {
    int at = words.indexOf(name);
    return at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
  }
}
