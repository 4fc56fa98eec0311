package dev.faultline.cli;

import dev.faultline.cli.output.Lines;
import dev.faultline.cli.service.Pipeline;
import dev.faultline.cli.service.PipelineSettings;
import dev.faultline.cli.service.Shutdown;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole pipeline in the foreground. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Start the embedded stack and every service. Ctrl-C stops them; the data stays.",
      "A part that fails is started again, at most ten times within ten minutes."
    })
final class UpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PortOffset ports;
  @Mixin private Tables tables;
  @Mixin private NetworksFile networksFile;
  @Mixin private ScenariosFile scenariosFile;
  @Mixin private ApplicationId applicationId;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:FAULTLINE_DATA_DIR:-data}",
      description =
          "Folder of all data (FAULTLINE_DATA_DIR; default: data; now: ${DEFAULT-VALUE}).")
  private Path data;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PipelineSettings settings =
        ports.pipeline(data, networksFile.load(), scenariosFile.load(), applicationId.text());
    long begun = System.nanoTime();
    try (Shutdown shutdown = new Shutdown()) {
      Pipeline pipeline =
          Pipeline.start(settings, tables.watched(shutdown), shutdown, Lines.to(out));
      out.println();
      out.print(pipeline.endpoints());
      out.printf("%nready after %.1f s; Ctrl-C stops%n", (System.nanoTime() - begun) / 1e9);
      out.flush();
      shutdown.await(pipeline.failure());
    }
    return 0;
  }
}
