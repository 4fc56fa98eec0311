package dev.faultline.cli;

import dev.faultline.local.Settings;
import dev.faultline.streams.network.Networks;
import java.nio.file.Path;

/**
 * How a pipeline runs.
 *
 * @param stack of the embedded stack
 * @param gatewayPort 0 for a free one, like the next
 * @param networks the rules that all parts go by
 * @param applicationId whose state the streams go on with
 */
record PipelineSettings(
    Settings stack, int gatewayPort, int operationsPort, Networks networks, String applicationId) {

  /** On the usual ports. */
  static PipelineSettings of(Path data, PortOffset ports, Networks networks, String applicationId) {
    return new PipelineSettings(
        Settings.in(data).withPortOffset(ports.portOffset()),
        ports.gatewayPort(),
        ports.operationsPort(),
        networks,
        applicationId);
  }
}
