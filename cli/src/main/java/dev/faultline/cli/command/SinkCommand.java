package dev.faultline.cli.command;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.cli.option.LogFormat;
import dev.faultline.cli.option.OperationsAddress;
import dev.faultline.cli.output.Lines;
import dev.faultline.cli.service.DependencyProbes;
import dev.faultline.cli.service.ServiceRun;
import dev.faultline.cli.service.TopicCheck;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.sink.Sink;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Optional;
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
public final class SinkCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LogFormat logFormat;
  @Mixin private OperationsAddress operations;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;

  @Option(
      names = "--epoch",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_SINK_EPOCH:-0}",
      description =
          "To be raised before landing again what has landed (FAULTLINE_SINK_EPOCH; default: 0; now: ${DEFAULT-VALUE}).")
  private int epoch;

  @Override
  public Integer call() throws Exception {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ClickHouse clickHouse = login.at(addresses.clickhouseUrl());
    Sink sink =
        new Sink(
            SinkSettings.of(addresses.kafka(), clickHouse).withEpoch(epoch),
            metrics,
            Clock.systemUTC());
    new ServiceRun(metrics)
        .listening(operations.host(), operations.token())
        .ready("sink", () -> sink.health().problem())
        .ready("ClickHouse", DependencyProbes.clickHouse(clickHouse))
        .ready("schema registry", DependencyProbes.registry(addresses.kafka().registry()))
        .ready("topics", new TopicCheck(addresses.adminClient(), Optional.empty()))
        .run(
            sink,
            addresses.operationsPort(),
            url -> Lines.to(spec.commandLine().getOut()).accept("sink started; health on " + url));
    return 0;
  }
}
