package dev.faultline.cli;

import dev.faultline.ingest.gateway.GatewaySettings;
import dev.faultline.ingest.publish.KafkaConnection;
import dev.faultline.streams.network.Networks;
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
          + " FAULTLINE_GATEWAY_TOKEN."
    })
final class GatewayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private NetworksFile networksFile;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "${env:FAULTLINE_GATEWAY_HOST:-127.0.0.1}",
      description = "Address to listen on (FAULTLINE_GATEWAY_HOST; now: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_GATEWAY_PORT}",
      description = "Port (FAULTLINE_GATEWAY_PORT; default: 8080 + the offset).")
  private Integer port;

  @Override
  public Integer call() throws Exception {
    GatewaySettings settings =
        GatewaySettings.local(port == null ? addresses.gatewayPort() : port).withHost(host);
    Networks networks = networksFile.load();
    String token = System.getenv("FAULTLINE_GATEWAY_TOKEN");
    if (token != null && !token.isBlank()) {
      settings = settings.withToken(token);
    }
    try (Shutdown shutdown = new Shutdown()) {
      GatewayService gateway =
          GatewayService.start(
              settings,
              KafkaConnection.to(addresses.bootstrapServers(), addresses.registryUrl()),
              networks);
      shutdown.register("the gateway", gateway);
      spec.commandLine()
          .getOut()
          .printf("gateway listens on %s, port %d%n", host, gateway.port())
          .flush();
      shutdown.await();
    }
    return 0;
  }
}
