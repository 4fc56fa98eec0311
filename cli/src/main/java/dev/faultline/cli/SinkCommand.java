package dev.faultline.cli;

import dev.faultline.cli.operations.OperationsServer;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.sink.Sink;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The sink alone. */
@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    description = "Land every topic in ClickHouse.")
final class SinkCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;

  @Option(
      names = "--epoch",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_SINK_EPOCH:-0}",
      description =
          "To be raised before landing again what has landed (FAULTLINE_SINK_EPOCH; now:"
              + " ${DEFAULT-VALUE}).")
  private int epoch;

  @Override
  public Integer call() throws Exception {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (Shutdown shutdown = new Shutdown()) {
      Sink sink =
          new Sink(
              SinkSettings.of(
                      addresses.bootstrapServers(),
                      addresses.registryUrl(),
                      login.at(addresses.clickhouseUrl()))
                  .withEpoch(epoch),
              metrics,
              Clock.systemUTC());
      sink.start();
      shutdown.register("the sink", sink);
      OperationsServer operations =
          OperationsServer.start(
              addresses.operationsPort(), metrics, Map.of("sink", () -> !sink.failure().isDone()));
      shutdown.register("operations", operations);
      spec.commandLine()
          .getOut()
          .printf("sink started; health on http://127.0.0.1:%d%n", operations.port())
          .flush();
      sink.await();
    }
    return 0;
  }
}
