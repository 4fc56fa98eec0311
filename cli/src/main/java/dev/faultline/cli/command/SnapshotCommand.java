package dev.faultline.cli.command;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.cli.option.LogFormat;
import dev.faultline.cli.option.OperationsAddress;
import dev.faultline.cli.output.FaultlineVersion;
import dev.faultline.cli.output.Lines;
import dev.faultline.cli.service.DependencyProbes;
import dev.faultline.cli.service.ServiceRun;
import dev.faultline.cli.snapshot.DiffCommand;
import dev.faultline.cli.snapshot.ScheduleOptions;
import dev.faultline.cli.snapshot.SnapshotOptions;
import dev.faultline.cli.snapshot.SnapshotRuns;
import dev.faultline.cli.snapshot.VerifyCommand;
import dev.faultline.snapshot.NotClosedException;
import dev.faultline.snapshot.SnapshotOutcome;
import dev.faultline.snapshot.SnapshotRunner;
import dev.faultline.snapshot.schedule.Schedule;
import dev.faultline.snapshot.schedule.SnapshotService;
import dev.faultline.sql.ClickHouse;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Files of an instant that anyone can verify. */
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    subcommands = {VerifyCommand.class, DiffCommand.class},
    description = {
      "Write every index as of an instant, with the populations that it was computed from, as files.",
      "A run that finds the same rows there writes nothing. With a schedule it is a service, which",
      "also makes what was missed while it was down."
    })
public final class SnapshotCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LogFormat logFormat;
  @Mixin private OperationsAddress operations;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;
  @Mixin private SnapshotOptions options;
  @Mixin private ScheduleOptions schedule;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "The instant, such as 2025-10-20T00:00:00Z.")
  private Optional<Instant> asOf;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "${env:FAULTLINE_SNAPSHOTS_DIR}",
      description = "Folder of all snapshots (FAULTLINE_SNAPSHOTS_DIR).")
  private Optional<Path> out;

  @Option(names = "--wait", description = "Wait until every population has closed the instant.")
  private boolean wait;

  @Override
  public Integer call() throws Exception {
    Optional<Schedule> times;
    Optional<Duration> keep;
    try {
      // a variable that is set for the service must not turn one run into it
      times = asOf.isPresent() ? Optional.empty() : schedule.schedule();
      keep = schedule.keep();
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
    Path folder =
        out.filter(path -> !path.toString().isEmpty())
            .orElseThrow(() -> usage("Give --out, the folder of all snapshots."));
    if (times.isEmpty()) {
      runOnce(folder, instant());
    } else {
      serve(folder, times.get(), keep);
    }
    return 0;
  }

  private Instant instant() {
    Instant instant = asOf.orElseThrow(() -> usage("Give --as-of, or --schedule."));
    if (instant.getNano() != 0) {
      throw usage("--as-of must be a whole second.");
    }
    if (!wait && instant.isAfter(Clock.systemUTC().instant())) {
      throw usage("--as-of " + instant + " is not over yet. Give --wait to wait for it.");
    }
    return instant;
  }

  private void runOnce(Path folder, Instant instant) throws Exception {
    Consumer<String> lines = Lines.to(spec.commandLine().getOut());
    ClickHouse clickHouse = login.at(addresses.clickhouseUrl());
    boolean isWatched = System.console() != null;
    SnapshotRunner runner = runner(clickHouse, folder, isWatched ? lines : line -> {});
    SnapshotOutcome outcome = whenClosed(runner, instant, lines);
    lines.accept(
        outcome.isNew()
            ? "%s: %d populations, %,d rows in %s"
                .formatted(outcome.name(), outcome.populations(), outcome.rows(), outcome.folder())
            : "%s holds the same rows already: nothing was written".formatted(outcome.folder()));
  }

  private SnapshotOutcome whenClosed(SnapshotRunner runner, Instant instant, Consumer<String> lines)
      throws Exception {
    String told = "";
    while (true) {
      try {
        return runner.run(instant);
      } catch (NotClosedException open) {
        if (!wait) {
          throw open;
        }
        if (!told.equals(open.getMessage())) {
          told = open.getMessage();
          lines.accept("waiting: " + told);
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  private void serve(Path folder, Schedule times, Optional<Duration> keep) throws Exception {
    Consumer<String> lines = Lines.to(spec.commandLine().getOut());
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ClickHouse clickHouse = login.at(addresses.clickhouseUrl());
    SnapshotRunner runner = runner(clickHouse, folder, line -> {});
    SnapshotService service =
        new SnapshotService(times, folder, keep, runner::run, lines, metrics, Clock.systemUTC());
    new ServiceRun(metrics)
        .listening(operations.host(), operations.token())
        .ready("snapshots", service::problem)
        .ready("ClickHouse", DependencyProbes.clickHouse(clickHouse))
        .ready("schema registry", DependencyProbes.registry(addresses.kafka().registry()))
        .run(
            service,
            addresses.operationsPort(),
            url -> lines.accept("snapshots started; health on " + url));
  }

  private SnapshotRunner runner(ClickHouse clickHouse, Path folder, Consumer<String> progress)
      throws InterruptedException {
    return SnapshotRuns.runner(
        clickHouse,
        addresses.kafka(),
        addresses.adminClient(),
        folder,
        options,
        FaultlineVersion.text(),
        progress);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
