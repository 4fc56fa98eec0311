package dev.faultline.cli;

import picocli.CommandLine.Option;

/** The ports of everything on this machine. */
class PortOffset {

  private static final int GATEWAY_PORT = 8080;
  private static final int OPERATIONS_PORT = 8090;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_PORT_OFFSET:-0}",
      description = "Added to every default port (FAULTLINE_PORT_OFFSET; now: ${DEFAULT-VALUE}).")
  private int offset;

  int portOffset() {
    return offset;
  }

  int gatewayPort() {
    return GATEWAY_PORT + offset;
  }

  int operationsPort() {
    return OPERATIONS_PORT + offset;
  }
}
