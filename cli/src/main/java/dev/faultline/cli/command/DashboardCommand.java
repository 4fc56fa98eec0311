package dev.faultline.cli.command;

import dev.faultline.api.Api;
import dev.faultline.cli.metrics.ProcessMeters;
import dev.faultline.cli.metrics.ServerMeters;
import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.cli.option.LogFormat;
import dev.faultline.cli.option.TokenFile;
import dev.faultline.cli.output.Lines;
import dev.faultline.cli.service.DependencyProbes;
import dev.faultline.cli.service.OperationsServer;
import dev.faultline.cli.service.Shutdown;
import dev.faultline.service.health.HealthMonitor;
import dev.faultline.sql.ClickHouse;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The page and the API alone. */
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    description = {
      "Serve the page and the read-only API. 'up' serves them too.",
      "It needs ClickHouse only; give it a user with the role faultline_reader.",
      "On an address other than loopback, who asks must present the token in"
          + " FAULTLINE_DASHBOARD_TOKEN, or in the file that --token-file names; browsers ask for it"
          + " as a password."
    })
public final class DashboardCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(DashboardCommand.class);
  private static final Duration ASK_EVERY = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

  @Spec private CommandSpec spec;
  @Mixin private LogFormat logFormat;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "${env:FAULTLINE_DASHBOARD_HOST:-127.0.0.1}",
      description =
          "Address to listen on (FAULTLINE_DASHBOARD_HOST; default: 127.0.0.1; now:"
              + " ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_DASHBOARD_PORT}",
      description = "Port (FAULTLINE_DASHBOARD_PORT; default: 8090 + the offset).")
  private Integer port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = "${env:FAULTLINE_DASHBOARD_TOKEN_FILE}",
      description =
          "File whose first line is the token (FAULTLINE_DASHBOARD_TOKEN_FILE; default: none).")
  private Path tokenFile;

  @Override
  public Integer call() throws Exception {
    Optional<String> token =
        TokenFile.token(tokenFile, "FAULTLINE_DASHBOARD_TOKEN", spec.commandLine());
    if (token.isEmpty() && !InetAddress.getByName(host).isLoopbackAddress()) {
      throw new ParameterException(
          spec.commandLine(),
          "On '" + host + "' a token is required: give --token-file or FAULTLINE_DASHBOARD_TOKEN.");
    }
    ClickHouse clickHouse = login.at(addresses.clickhouseUrl());
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ProcessMeters.bind(metrics);
    HealthMonitor health =
        new HealthMonitor(
            ASK_EVERY, ANSWER_WITHIN, line -> LOG.warn("{}", line), Clock.systemUTC());
    health.watch("ClickHouse", DependencyProbes.clickHouse(clickHouse));
    try (Shutdown shutdown = new Shutdown()) {
      health.start();
      shutdown.register("health", health);
      ProcessMeters.bindParts(metrics, health::report);
      shutdown.register("the tables' metrics", ServerMeters.ofTables(clickHouse, metrics));
      Api api =
          shutdown.register("the page", Api.of(clickHouse, health::report, Clock.systemUTC()));
      OperationsServer operations =
          shutdown.register(
              "operations",
              OperationsServer.start(
                  host,
                  port == null ? addresses.operationsPort() : port,
                  metrics,
                  health::report,
                  api.handlers(),
                  token));
      Lines.to(spec.commandLine().getOut())
          .accept("the page is on http://%s:%d/".formatted(host, operations.port()));
      CompletableFuture<Throwable> failure = health.failure();
      shutdown.await(failure);
    }
    return 0;
  }
}
