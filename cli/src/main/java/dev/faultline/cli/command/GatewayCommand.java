package dev.faultline.cli.command;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.LogFormat;
import dev.faultline.cli.option.NetworksFile;
import dev.faultline.cli.option.OperationsAddress;
import dev.faultline.cli.option.TokenFile;
import dev.faultline.cli.output.Lines;
import dev.faultline.cli.service.DependencyProbes;
import dev.faultline.cli.service.GatewayService;
import dev.faultline.cli.service.ServiceRun;
import dev.faultline.cli.service.TopicCheck;
import dev.faultline.ingest.gateway.GatewaySettings;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.streams.network.Networks;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The HTTP gateway alone. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = {
      "Take observations and incidents over HTTP and publish them.",
      "On an address other than loopback, senders must present the token in"
          + " FAULTLINE_GATEWAY_TOKEN, or in the file that --token-file names."
    })
public final class GatewayCommand implements Callable<Integer> {

  /** Beside those of 'up' and 'poll', so that one machine may run them all. */
  private static final int AFTER_OPERATIONS_PORT = 2;

  @Spec private CommandSpec spec;
  @Mixin private LogFormat logFormat;
  @Mixin private OperationsAddress operations;
  @Mixin private Addresses addresses;
  @Mixin private NetworksFile networksFile;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "${env:FAULTLINE_GATEWAY_NAME:-main}",
      description =
          "What it is called among the publishers; keep it over restarts, and give each of several"
              + " gateways its own (FAULTLINE_GATEWAY_NAME; now: ${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "${env:FAULTLINE_GATEWAY_HOST:-127.0.0.1}",
      description =
          "Address to listen on (FAULTLINE_GATEWAY_HOST; default: 127.0.0.1; now: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_GATEWAY_PORT}",
      description = "Port (FAULTLINE_GATEWAY_PORT; default: 8080 + the offset).")
  private Integer port;

  @Option(
      names = "--operations-port",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_GATEWAY_OPERATIONS_PORT}",
      description =
          "Health and metrics (FAULTLINE_GATEWAY_OPERATIONS_PORT; default: 8092 + the offset).")
  private Integer operationsPort;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = "${env:FAULTLINE_GATEWAY_TOKEN_FILE}",
      description =
          "File whose first line is the token (FAULTLINE_GATEWAY_TOKEN_FILE; default: none).")
  private Path tokenFile;

  @Override
  public Integer call() throws Exception {
    GatewaySettings settings =
        GatewaySettings.local(port == null ? addresses.gatewayPort() : port)
            .withHost(host)
            .withName(name);
    Networks networks = networksFile.load();
    Optional<String> token =
        TokenFile.token(tokenFile, "FAULTLINE_GATEWAY_TOKEN", spec.commandLine());
    if (token.isPresent()) {
      settings = settings.withToken(token.get());
    }
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    GatewayService gateway =
        new GatewayService(settings, new KafkaConnection(addresses.kafka()), networks, metrics);
    new ServiceRun(metrics)
        .listening(operations.host(), operations.token())
        .ready("gateway", gateway::problem)
        .ready("schema registry", DependencyProbes.registry(addresses.kafka().registry()))
        .ready("topics", new TopicCheck(addresses.adminClient(), Optional.empty()))
        .run(
            gateway,
            operationsPort == null
                ? addresses.operationsPort() + AFTER_OPERATIONS_PORT
                : operationsPort,
            url ->
                Lines.to(spec.commandLine().getOut())
                    .accept(
                        "gateway listens on %s, port %d; health on %s"
                            .formatted(host, gateway.port(), url)));
    return 0;
  }
}
