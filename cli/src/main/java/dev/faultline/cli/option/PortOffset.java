package dev.faultline.cli.option;

import dev.faultline.cli.service.PipelineSettings;
import dev.faultline.local.Settings;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.stress.Scenarios;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The ports of everything on this machine. */
public class PortOffset {

  private static final int GATEWAY_PORT = 8080;
  private static final int OPERATIONS_PORT = 8090;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_PORT_OFFSET:-0}",
      description =
          "Added to every default port (FAULTLINE_PORT_OFFSET; default: 0; now: ${DEFAULT-VALUE}).")
  private int offset;

  public int portOffset() {
    return offset;
  }

  public int gatewayPort() {
    return GATEWAY_PORT + offset;
  }

  public int operationsPort() {
    return OPERATIONS_PORT + offset;
  }

  /** A pipeline whose parts all have these ports. */
  public PipelineSettings pipeline(
      Path data,
      Networks networks,
      Scenarios scenarios,
      AlertRules alertRules,
      String applicationId) {
    return new PipelineSettings(
        Settings.in(data).withPortOffset(offset),
        gatewayPort(),
        operationsPort(),
        networks,
        scenarios,
        alertRules,
        applicationId);
  }
}
