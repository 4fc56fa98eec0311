package dev.faultline.cli.command;

import dev.faultline.cli.demo.Demo;
import dev.faultline.cli.option.AlertRulesFile;
import dev.faultline.cli.option.NetworksFile;
import dev.faultline.cli.option.PortOffset;
import dev.faultline.cli.option.ScenariosFile;
import dev.faultline.cli.option.Tables;
import dev.faultline.cli.output.Lines;
import dev.faultline.cli.service.Pipeline;
import dev.faultline.cli.service.Shutdown;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.schemas.Population;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.runtime.StreamsSettings;
import dev.faultline.streams.stress.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The pipeline with something to see. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Start everything, replay the AWS us-east-1 outage of 2025-10-20 on calibrated populations,",
      "and tell how resilient each network was before, during and after, what would halt it, and",
      "who fell with it."
    })
public final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PortOffset ports;
  @Mixin private Tables tables;
  @Mixin private NetworksFile networksFile;
  @Mixin private ScenariosFile scenariosFile;
  @Mixin private AlertRulesFile alertRulesFile;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:FAULTLINE_DATA_DIR}",
      description =
          "Folder of all data (FAULTLINE_DATA_DIR; default: a temporary one, deleted at the end).")
  private Optional<Path> data;

  @Option(
      names = "--exit",
      description = "End when the tables are printed; else serve until Ctrl-C.")
  private boolean exit;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Networks networks = networksFile.load();
    Scenarios scenarios = scenariosFile.load();
    List<Population> others = Demo.populationsMeasuredOtherwise(networks);
    if (!others.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "The demo shows windows of an hour at steps of a minute; --networks gives others to "
              + others.stream().map(Population::key).collect(Collectors.joining(", "))
              + ".");
    }
    Path folder = data.isPresent() ? data.get() : Files.createTempDirectory("faultline-demo-");
    try (Shutdown shutdown = new Shutdown()) {
      if (data.isEmpty()) {
        shutdown.register("the temporary data", () -> delete(folder));
      }
      Pipeline pipeline =
          Pipeline.start(
              ports.pipeline(
                  folder,
                  networks,
                  scenarios,
                  alertRulesFile.load(),
                  StreamsSettings.DEFAULT_APPLICATION_ID),
              () -> tables.watched(shutdown),
              shutdown,
              Lines.to(out));
      Demo demo =
          new Demo(
              KafkaConnection.to(
                  pipeline.stack().bootstrapServers(), pipeline.stack().registryUrl()),
              pipeline.clickHouse(),
              networks,
              scenarios.all().size(),
              out);
      demo.run();
      if (!exit) {
        out.print(nextSteps(pipeline));
        out.flush();
        shutdown.await(pipeline.failure());
      }
    }
    return 0;
  }

  private String nextSteps(Pipeline pipeline) {
    return """

        page        %s/
        SQL         %s/?database=faultline, such as SELECT * FROM latest_resilience
        operations  %s/health/ready
        gateway     %s/v1/observations

        In another terminal: bin/faultline top solana --at 2025-10-20T08:30:00Z%s
        ready; Ctrl-C stops
        """
        .formatted(
            pipeline.operationsUrl(),
            pipeline.stack().clickhouseUrl(),
            pipeline.operationsUrl(),
            pipeline.gatewayUrl(),
            ports.portOffset() == 0 ? "" : " --port-offset " + ports.portOffset());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
