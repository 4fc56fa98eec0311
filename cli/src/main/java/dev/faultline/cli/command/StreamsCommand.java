package dev.faultline.cli.command;

import dev.faultline.cli.metrics.ServerMeters;
import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.AlertRulesFile;
import dev.faultline.cli.option.ApplicationId;
import dev.faultline.cli.option.LogFormat;
import dev.faultline.cli.option.NetworksFile;
import dev.faultline.cli.option.OperationsAddress;
import dev.faultline.cli.option.Positive;
import dev.faultline.cli.option.ScenariosFile;
import dev.faultline.cli.option.Tables;
import dev.faultline.cli.output.Lines;
import dev.faultline.cli.service.Cadences;
import dev.faultline.cli.service.DependencyProbes;
import dev.faultline.cli.service.MeasuredStreams;
import dev.faultline.cli.service.ServiceRun;
import dev.faultline.cli.service.TopicCheck;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.runtime.StreamsSettings;
import dev.faultline.streams.runtime.WatchedTables;
import dev.faultline.streams.stress.Scenarios;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The topologies alone. */
@Command(
    name = "streams",
    mixinStandardHelpOptions = true,
    description = "Run the topologies that compute the indices.")
public final class StreamsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LogFormat logFormat;
  @Mixin private OperationsAddress operations;
  @Mixin private Addresses addresses;
  @Mixin private Tables tables;
  @Mixin private NetworksFile networksFile;
  @Mixin private ScenariosFile scenariosFile;
  @Mixin private AlertRulesFile alertRulesFile;
  @Mixin private ApplicationId applicationId;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = "${env:FAULTLINE_STATE_DIR:-data/streams}",
      description =
          "Local state (FAULTLINE_STATE_DIR; default: data/streams; now: ${DEFAULT-VALUE}).")
  private Path state;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_STREAM_THREADS:-2}",
      converter = Positive.class,
      description = "Stream threads (FAULTLINE_STREAM_THREADS; default: 2; now: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--rocksdb",
      defaultValue = "${env:FAULTLINE_STREAM_ROCKSDB:-false}",
      description =
          "Keep state in RocksDB instead of on the heap (FAULTLINE_STREAM_ROCKSDB; default: false).")
  private boolean rocksDb;

  @Override
  public Integer call() throws Exception {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    // the tables take seconds: a mistake is told before they are read
    Networks networks = networksFile.load();
    Scenarios scenarios = scenariosFile.load();
    AlertRules rules = alertRulesFile.load();
    StreamsSettings settings =
        new StreamsSettings(
            addresses.kafka(), applicationId.text(), state, threads, !rocksDb, false, Map.of());
    try (WatchedTables enricher = tables.watched()) {
      MeasuredStreams streams =
          new MeasuredStreams(settings, networks, scenarios, rules, enricher, metrics);
      new ServiceRun(metrics)
          .listening(operations.host(), operations.token())
          .beside(
              "the publishers' metrics",
              () ->
                  ServerMeters.ofPublishers(
                      new KafkaConnection(addresses.kafka()), Cadences.of(networks), metrics))
          .ready("streams", streams::problem)
          .ready("schema registry", DependencyProbes.registry(addresses.kafka().registry()))
          .ready("topics", new TopicCheck(addresses.adminClient(), Optional.empty()))
          .run(
              streams,
              addresses.operationsPort(),
              url ->
                  Lines.to(spec.commandLine().getOut())
                      .accept("streams started; health on " + url));
    }
    return 0;
  }
}
