package dev.faultline.cli.command;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.LogFormat;
import dev.faultline.cli.option.NetworksFile;
import dev.faultline.cli.option.OperationsAddress;
import dev.faultline.cli.output.AlignedTable;
import dev.faultline.cli.output.FaultlineVersion;
import dev.faultline.cli.output.Lines;
import dev.faultline.cli.service.DependencyProbes;
import dev.faultline.cli.service.PollService;
import dev.faultline.cli.service.ServiceRun;
import dev.faultline.cli.service.TopicCheck;
import dev.faultline.ingest.poll.Feed;
import dev.faultline.ingest.poll.FeedFile;
import dev.faultline.ingest.poll.FeedFileException;
import dev.faultline.ingest.poll.FolderFormats;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.PollOutcome;
import dev.faultline.streams.network.Networks;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Polls feeds. */
@Command(
    name = "poll",
    mixinStandardHelpOptions = true,
    description = {
      "Poll status pages and node lists, and publish what is new.",
      "docs/feeds.yaml is a file to begin with, and says what may stand in one."
    })
public final class PollCommand implements Callable<Integer> {

  /** Beside the operations port, so that one machine may run 'up' and 'poll'. */
  private static final int AFTER_OPERATIONS_PORT = 1;

  @Spec private CommandSpec spec;
  @Mixin private LogFormat logFormat;
  @Mixin private OperationsAddress operations;
  @Mixin private Addresses addresses;
  @Mixin private NetworksFile networksFile;

  @Option(
      names = "--feeds",
      paramLabel = "FILE",
      required = true,
      defaultValue = "${env:FAULTLINE_FEEDS}",
      description = "The feeds, in YAML (FAULTLINE_FEEDS).")
  private Path file;

  @Option(
      names = "--once",
      description = "Poll every feed once, print how it went, and exit with 1 if one failed.")
  private boolean once;

  @Option(names = "--json", description = "Print how it went as JSON; goes with --once.")
  private boolean json;

  @Option(
      names = "--allow-private-addresses",
      hidden = true,
      defaultValue = "${env:FAULTLINE_POLL_PRIVATE:-false}")
  private boolean privateAllowed;

  @Option(
      names = "--contact",
      paramLabel = "TEXT",
      defaultValue = "${env:FAULTLINE_CONTACT}",
      description =
          "An address or page for who runs a feed to complain to; stands in the User-Agent"
              + " (FAULTLINE_CONTACT).")
  private Optional<String> contact = Optional.empty();

  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "${env:FAULTLINE_POLL_GROUP}",
      description =
          "Consumer group of pollers with the same feeds: one of them polls, and when it is gone"
              + " another (FAULTLINE_POLL_GROUP; default: none, a poller by itself).")
  private Optional<String> group = Optional.empty();

  @Option(
      names = "--operations-port",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_POLL_OPERATIONS_PORT}",
      description =
          "Health and metrics (FAULTLINE_POLL_OPERATIONS_PORT; default: 8091 + the offset).")
  private Integer operationsPort;

  @Override
  public Integer call() throws Exception {
    refuseGeneralPermission();
    if (json && !once) {
      throw new ParameterException(spec.commandLine(), "--json goes with --once.");
    }
    List<Feed> feeds = feeds();
    Networks networks = networksFile.load();
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    PollService service =
        new PollService(
            feeds,
            new KafkaConnection(addresses.kafka()),
            networks,
            userAgent(),
            metrics,
            group.filter(name -> !name.isBlank()));
    if (once) {
      try (service) {
        return report(service.once());
      }
    }
    new ServiceRun(metrics)
        .listening(operations.host(), operations.token())
        .ready("poll", service::problem)
        .ready("schema registry", DependencyProbes.registry(addresses.kafka().registry()))
        .ready("topics", new TopicCheck(addresses.adminClient(), Optional.empty()))
        .run(
            service,
            operationsPort == null
                ? addresses.operationsPort() + AFTER_OPERATIONS_PORT
                : operationsPort,
            url ->
                Lines.to(spec.commandLine().getOut())
                    .accept("polling %d feeds; health on %s".formatted(feeds.size(), url)));
    return 0;
  }

  /** Redirects of every feed went wherever they liked by it. */
  private void refuseGeneralPermission() {
    if (privateAllowed) {
      throw new ParameterException(
          spec.commandLine(),
          "--allow-private-addresses (FAULTLINE_POLL_PRIVATE) is gone: list the hosts or networks"
              + " of each feed in the file of feeds, such as 'allow: [10.1.0.0/16, intern]'.");
    }
  }

  private List<Feed> feeds() {
    if (Files.isDirectory(file)) {
      throw new ParameterException(
          spec.commandLine(), "'" + file + "' is a folder; --feeds takes a file.");
    }
    try (InputStream yaml = Files.newInputStream(file)) {
      return FeedFile.read(yaml, new FolderFormats(file.toAbsolutePath().getParent()));
    } catch (NoSuchFileException e) {
      throw new ParameterException(spec.commandLine(), "There is no file '" + file + "'.", e);
    } catch (FeedFileException e) {
      throw new ParameterException(spec.commandLine(), file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "'" + file + "' is no file that can be read.", e);
    }
  }

  /** Says what we are; the contact without what a header cannot hold. */
  private String userAgent() {
    String reach = contact.map(c -> "; " + c.replaceAll("[^ -~]|[()\\\\]", "").strip()).orElse("");
    return FaultlineVersion.text().equals("development")
        ? "faultline (feed poller" + reach + ")"
        : "faultline/" + FaultlineVersion.text() + " (feed poller" + reach + ")";
  }

  private int report(List<FeedPoll> polls) {
    AlignedTable table =
        new AlignedTable("feed", "outcome", "accepted", "rejected", "published", "why");
    for (FeedPoll poll : polls) {
      table.row(
          poll.getFeed(),
          poll.getOutcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          Long.toString(poll.getAccepted()),
          Long.toString(poll.getRejected()),
          Long.toString(poll.getPublished()),
          poll.getDetail() == null ? "" : poll.getDetail());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? table.json().toPrettyString() + "\n" : table);
    out.flush();
    return polls.stream().anyMatch(poll -> poll.getOutcome() == PollOutcome.FAILED) ? 1 : 0;
  }
}
