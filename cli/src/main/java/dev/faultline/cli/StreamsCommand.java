package dev.faultline.cli;

import dev.faultline.cli.operations.OperationsServer;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.runtime.StreamsService;
import dev.faultline.streams.runtime.StreamsSettings;
import dev.faultline.streams.runtime.WatchedTables;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
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
final class StreamsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private Tables tables;
  @Mixin private NetworksFile networksFile;
  @Mixin private ApplicationId applicationId;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = "${env:FAULTLINE_STATE_DIR:-data/streams}",
      description = "Local state (FAULTLINE_STATE_DIR; now: ${DEFAULT-VALUE}).")
  private Path state;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_STREAM_THREADS:-2}",
      description = "Stream threads (FAULTLINE_STREAM_THREADS; now: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--rocksdb", description = "Keep state in RocksDB instead of on the heap.")
  private boolean rocksDb;

  @Override
  public Integer call() throws Exception {
    Networks networks = networksFile.load();
    WatchedTables enricher = tables.watched();
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (Shutdown shutdown = new Shutdown()) {
      StreamsService streams =
          StreamsService.start(
              new StreamsSettings(
                  addresses.bootstrapServers(),
                  addresses.registryUrl(),
                  applicationId.text(),
                  state,
                  threads,
                  !rocksDb,
                  false,
                  Map.of()),
              networks,
              enricher);
      shutdown.register("the streams", streams);
      streams.streams().forEach(each -> new KafkaStreamsMetrics(each).bindTo(metrics));
      OperationsServer operations =
          OperationsServer.start(
              addresses.operationsPort(), metrics, Map.of("streams", streams::isRunning));
      shutdown.register("operations", operations);
      spec.commandLine()
          .getOut()
          .printf("streams started; health on http://127.0.0.1:%d%n", operations.port())
          .flush();
      shutdown.await(streams.failure());
    }
    return 0;
  }
}
