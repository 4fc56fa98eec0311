package dev.faultline.cli.alert;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.LogFormat;
import dev.faultline.cli.option.OperationsAddress;
import dev.faultline.cli.option.WebhooksFile;
import dev.faultline.cli.output.Lines;
import dev.faultline.cli.service.DependencyProbes;
import dev.faultline.cli.service.ServiceRun;
import dev.faultline.cli.service.TopicCheck;
import dev.faultline.notify.Webhook;
import dev.faultline.notify.WebhookNotifier;
import dev.faultline.notify.WebhookNotifiers;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells webhooks of alerts. */
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    description = {
      "Tell webhooks of alerts that fire and that are resolved, each at least once.",
      "docs/alerts.md says what may stand in the file of webhooks."
    })
final class NotifyCommand implements Callable<Integer> {

  /** Beside those of 'up' and 'poll'. */
  private static final int AFTER_OPERATIONS_PORT = 4;

  @Spec private CommandSpec spec;
  @Mixin private LogFormat logFormat;
  @Mixin private OperationsAddress operations;
  @Mixin private Addresses addresses;
  @Mixin private WebhooksFile webhooksFile;

  @Option(
      names = "--operations-port",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_NOTIFY_OPERATIONS_PORT}",
      description =
          "Health and metrics (FAULTLINE_NOTIFY_OPERATIONS_PORT; default: 8094 + the offset).")
  private Integer operationsPort;

  @Override
  public Integer call() throws Exception {
    List<Webhook> webhooks = webhooksFile.load();
    if (webhooks.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Give --webhooks FILE.");
    }
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    WebhookNotifiers notifiers =
        new WebhookNotifiers(
            webhooks.stream()
                .map(each -> new WebhookNotifier(each, addresses.kafka(), metrics))
                .toList());
    new ServiceRun(metrics)
        .listening(operations.host(), operations.token())
        .ready("webhooks", notifiers::problem)
        .ready("schema registry", DependencyProbes.registry(addresses.kafka().registry()))
        .ready("topics", new TopicCheck(addresses.adminClient(), Optional.empty()))
        .run(
            notifiers,
            operationsPort == null
                ? addresses.operationsPort() + AFTER_OPERATIONS_PORT
                : operationsPort,
            url ->
                Lines.to(spec.commandLine().getOut())
                    .accept("telling %d webhooks; health on %s".formatted(webhooks.size(), url)));
    return 0;
  }
}
