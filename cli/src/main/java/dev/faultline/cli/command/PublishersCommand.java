package dev.faultline.cli.command;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.NetworksFile;
import dev.faultline.cli.publishers.PublisherJson;
import dev.faultline.cli.publishers.PublisherReport;
import dev.faultline.cli.publishers.PublisherRow;
import dev.faultline.cli.publishers.PublisherTable;
import dev.faultline.cli.service.Cadences;
import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.ingest.publish.kafka.KafkaPublishers;
import dev.faultline.ingest.publish.kafka.KafkaRecordPublisher;
import dev.faultline.ingest.watermark.PublishedPopulation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.PublisherState;
import dev.faultline.schemas.watermark.Watermark;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who publishes what. */
@Command(
    name = "publishers",
    mixinStandardHelpOptions = true,
    description = {
      "List who publishes which population and how far each is. A population's instants close with"
          + " the one of its open publishers that is furthest behind.",
      "'publishers close ID' closes one that will not come back, so that nothing waits for it."
    })
public final class PublishersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private NetworksFile networksFile;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    KafkaConnection connection = new KafkaConnection(addresses.kafka());
    List<PublisherRow> rows;
    try (KafkaPublishers publishers = KafkaPublishers.open(connection)) {
      rows =
          new PublisherReport(Cadences.of(networksFile.load()), Clock.systemUTC().instant())
              .rows(publishers.read());
    }
    if (json) {
      out.println(PublisherJson.of(rows));
    } else {
      out.print(rows.isEmpty() ? "Nobody has published anything yet.\n" : PublisherTable.of(rows));
    }
    out.flush();
    return 0;
  }

  /** Ends a publisher in its place. */
  @Command(
      name = "close",
      mixinStandardHelpOptions = true,
      description = {
        "Close a publisher of a population, in every partition, where it was last.",
        "One that is still running opens again with its next watermark."
      })
  int close(
      @Mixin Addresses closeAddresses,
      @Parameters(paramLabel = "ID", description = "Such as import/0123456789abcdef.") String id,
      @Option(
              names = "--network",
              paramLabel = "N",
              description = "Only for this network (default: for all of its populations).")
          Optional<String> network) {
    KafkaConnection connection = new KafkaConnection(closeAddresses.kafka());
    try (KafkaPublishers publishers = KafkaPublishers.open(connection);
        KafkaRecordPublisher publisher = KafkaRecordPublisher.open(connection)) {
      List<PublisherProgress> open =
          publishers.read().stream()
              .filter(each -> each.getPublisher().equals(id))
              .filter(each -> network.isEmpty() || network.get().equals(each.getNetwork()))
              .filter(each -> each.getState() != PublisherState.CLOSED)
              .toList();
      if (open.isEmpty()) {
        throw new IllegalArgumentException(
            "there is no open publisher '" + id + "'; 'bin/faultline publishers' lists them");
      }
      PrintWriter out = spec.commandLine().getOut();
      for (PublisherProgress each : open) {
        close(each, publisher);
        out.printf(
            "closed %s for %s/%s%s%n",
            id,
            each.getNetwork(),
            each.getLayer(),
            each.getWatermark() == null ? "" : " at " + each.getWatermark());
      }
      out.flush();
    }
    return 0;
  }

  /** It is also forgotten: what is closed by hand is not gone on with at a restart. */
  private static void close(PublisherProgress progress, KafkaRecordPublisher publisher) {
    AtomicReference<PublishFailedException> failure = new AtomicReference<>();
    PublishedPopulation who = PublishedPopulation.of(progress);
    if (progress.getState() == PublisherState.OPEN && progress.getWatermark() != null) {
      Population population = who.population();
      publisher.watermark(
          Watermark.of(population, progress.getWatermark(), who.publisher()).asClosing(),
          outcome -> outcome.ifPresent(failure::set));
      publisher.flush();
    }
    if (failure.get() == null) {
      publisher.forget(who, outcome -> outcome.ifPresent(failure::set));
      publisher.flush();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
  }
}
