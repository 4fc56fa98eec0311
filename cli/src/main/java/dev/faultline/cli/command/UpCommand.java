package dev.faultline.cli.command;

import dev.faultline.cli.option.AlertRulesFile;
import dev.faultline.cli.option.ApplicationId;
import dev.faultline.cli.option.LogFormat;
import dev.faultline.cli.option.NetworksFile;
import dev.faultline.cli.option.PortOffset;
import dev.faultline.cli.option.ScenariosFile;
import dev.faultline.cli.option.Tables;
import dev.faultline.cli.option.WebhooksFile;
import dev.faultline.cli.output.Console;
import dev.faultline.cli.output.FaultlineVersion;
import dev.faultline.cli.output.Lines;
import dev.faultline.cli.service.Pipeline;
import dev.faultline.cli.service.PipelineSettings;
import dev.faultline.cli.service.Shutdown;
import dev.faultline.cli.snapshot.SnapshotRuns;
import dev.faultline.notify.Webhook;
import dev.faultline.snapshot.schedule.Cron;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole pipeline in the foreground. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Start the embedded stack and every service. Ctrl-C stops them; the data stays.",
      "A part that fails is started again, at most ten times within ten minutes."
    })
public final class UpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LogFormat logFormat;
  @Mixin private PortOffset ports;
  @Mixin private Tables tables;
  @Mixin private NetworksFile networksFile;
  @Mixin private ScenariosFile scenariosFile;
  @Mixin private AlertRulesFile alertRulesFile;
  @Mixin private WebhooksFile webhooksFile;
  @Mixin private ApplicationId applicationId;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:FAULTLINE_DATA_DIR:-data}",
      description =
          "Folder of all data (FAULTLINE_DATA_DIR; default: data; now: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--snapshots",
      paramLabel = "DIR",
      defaultValue = "${env:FAULTLINE_SNAPSHOTS_DIR}",
      description =
          "Also write an index snapshot of each midnight, UTC, into this folder (FAULTLINE_SNAPSHOTS_DIR;"
              + " default: none). --snapshot-schedule gives other times.")
  private Optional<Path> snapshots;

  @Option(
      names = "--snapshot-schedule",
      paramLabel = "CRON",
      defaultValue = "${env:FAULTLINE_SNAPSHOT_SCHEDULE:-0 0 * * *}",
      description =
          "Five fields of cron in UTC (FAULTLINE_SNAPSHOT_SCHEDULE; now: ${DEFAULT-VALUE}).")
  private String snapshotSchedule;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    schedule();
    PipelineSettings settings =
        ports.pipeline(
            data,
            networksFile.load(),
            scenariosFile.load(),
            alertRulesFile.load(),
            applicationId.text());
    List<Webhook> webhooks = webhooksFile.load();
    long begun = System.nanoTime();
    try (Shutdown shutdown = new Shutdown()) {
      Pipeline pipeline =
          Pipeline.start(settings, () -> tables.watched(shutdown), shutdown, Lines.to(out));
      startSnapshots(pipeline, shutdown, Lines.to(out));
      pipeline.tell(webhooks);
      Console.say(
          out,
          "%n%s%nready after %.1f s; Ctrl-C stops"
              .formatted(pipeline.endpoints(), (System.nanoTime() - begun) / 1e9));
      shutdown.await(pipeline.failure());
    }
    return 0;
  }

  private void startSnapshots(Pipeline pipeline, Shutdown shutdown, Consumer<String> lines)
      throws InterruptedException {
    Optional<Path> folder = snapshots.filter(path -> !path.toString().isEmpty());
    if (folder.isPresent()) {
      shutdown
          .register(
              "the snapshots",
              SnapshotRuns.service(
                  pipeline, folder.get(), schedule(), FaultlineVersion.text(), lines))
          .start();
    }
  }

  private Cron schedule() {
    try {
      return Cron.of(snapshotSchedule);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
