package dev.faultline.cli.command;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.NetworksFile;
import dev.faultline.cli.output.AlignedTable;
import dev.faultline.cli.output.ImportMeter;
import dev.faultline.cli.output.ImportReport;
import dev.faultline.cli.output.NearestName;
import dev.faultline.cli.service.Cadences;
import dev.faultline.cli.service.StopOnSignal;
import dev.faultline.ingest.SourceFormats;
import dev.faultline.ingest.check.PopulationLimit;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.check.UnusableAttribute;
import dev.faultline.ingest.importer.Import;
import dev.faultline.ingest.importer.ImportRequest;
import dev.faultline.ingest.importer.ImportResult;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.ingest.publish.kafka.KafkaPublishedRevisions;
import dev.faultline.ingest.publish.kafka.KafkaPublishers;
import dev.faultline.ingest.publish.kafka.KafkaRecordPublisher;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.mapped.Mapping;
import dev.faultline.ingest.source.mapped.MappingException;
import dev.faultline.streams.network.Networks;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes recorded files. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Read recorded files (plain or gzip) and publish them. 'import FORMAT --help' tells of a format.",
      "Exit code 1 if a file could not be read or published to its end, or if something in it was"
          + " refused and nothing taken; rejected records alone do not fail an import."
    })
public final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private NetworksFile networksFile;

  @Parameters(index = "0", arity = "0..1", paramLabel = "FORMAT", description = "See --list.")
  private String formatName;

  @Parameters(index = "1..*", paramLabel = "FILE", description = "Read in this order, as one.")
  private List<Path> files = List.of();

  @Option(names = "--list", description = "Print the formats and exit.")
  private boolean list;

  @Option(names = "--json", description = "Print the formats as JSON; goes with --list.")
  private boolean json;

  @Option(names = "--network", paramLabel = "N", description = "For formats that name no network.")
  private Optional<String> network;

  @Option(names = "--layer", paramLabel = "L", description = "For formats that name no layer.")
  private Optional<String> layer;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "For observations-csv: where the fields stand; docs/mappings says how.")
  private Optional<Path> mapping = Optional.empty();

  @Option(
      names = "--observed-at",
      paramLabel = "T",
      description =
          "When it was recorded, such as 2025-10-20T00:57:00Z, for records without a time.")
  private Optional<Instant> observedAt;

  @Option(names = "--source", paramLabel = "NAME", description = "Source name of the records.")
  private Optional<String> source;

  @Option(
      names = "--weight-unit",
      paramLabel = "UNIT",
      description = "What the weight counts, for formats with a choice (Akash: gpu or cpu).")
  private Optional<String> weightUnit;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Write each rejected record there, as a line of JSON with line and reason.")
  private Optional<Path> rejects;

  @Option(
      names = "--joining",
      paramLabel = "DURATION",
      defaultValue = "${env:FAULTLINE_IMPORT_JOINING:-PT2S}",
      description =
          "How long after its start it publishes nothing, so that imports of the same population"
              + " that are started with it are not late (FAULTLINE_IMPORT_JOINING; now:"
              + " ${DEFAULT-VALUE}).")
  private Duration joining;

  @Option(
      names = "--vanishing",
      paramLabel = "MEANING",
      description =
          "What it means that a recorded poll lists an open incident no more: closes, retracts or"
              + " means-nothing (default: what the document shows; a list of what is open, with a"
              + " time, closes).")
  private Optional<String> vanishing = Optional.empty();

  @Option(names = "--allow-future", description = "Take times after now.")
  private boolean futureAllowed;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      AlignedTable formats = formats();
      out.print(json ? formats.json().toPrettyString() + "\n" : formats);
      out.flush();
      return 0;
    }
    if (json) {
      throw usage("--json goes with --list.");
    }
    SourceFormat format = format();
    requireReadableFiles();
    Networks networks = networksFile.load();
    KafkaConnection connection = new KafkaConnection(addresses.kafka());
    Clock clock = Clock.systemUTC();
    ReadOptions options =
        new ReadOptions(
            network,
            layer,
            observedAt,
            source,
            weightUnit,
            new TimeLimits(clock, futureAllowed),
            UnusableAttribute.REFUSED,
            PopulationLimit.NONE);
    long begun = System.nanoTime();
    ImportRequest request =
        new ImportRequest(format, files, options, joining, vanishing(), rejects);
    ImportResult result;
    try (KafkaRecordPublisher publisher = KafkaRecordPublisher.open(connection);
        KafkaPublishedRevisions revisions = KafkaPublishedRevisions.open(connection);
        KafkaPublishers publishers = KafkaPublishers.open(connection);
        ImportMeter meter = new ImportMeter(spec.commandLine().getErr())) {
      Import imports = new Import(publisher, revisions, publishers, Cadences.of(networks), clock);
      try (StopOnSignal signal = new StopOnSignal(imports::stop)) {
        result = imports.run(request, meter);
      }
    }
    new ImportReport(format, rejects).print(out, result, System.nanoTime() - begun);
    return result.complete() && result.nothingTaken().isEmpty() ? 0 : 1;
  }

  private Optional<Vanishing> vanishing() {
    return vanishing.map(
        word ->
            switch (word) {
              case "closes" -> Vanishing.CLOSES;
              case "retracts" -> Vanishing.RETRACTS;
              case "means-nothing" -> Vanishing.MEANS_NOTHING;
              default ->
                  throw usage(
                      "'"
                          + word
                          + "' is none of closes, retracts and means-nothing (--vanishing).");
            });
  }

  private SourceFormat format() {
    if (formatName == null) {
      throw usage("Name a format and at least one file; 'import --list' names the formats.");
    }
    SourceFormat format =
        SourceFormats.named(formatName)
            .orElseThrow(
                () ->
                    usage(
                        "There is no format '"
                            + formatName
                            + "'"
                            + NearestName.of(
                                    formatName,
                                    SourceFormats.all().stream().map(SourceFormat::name).toList())
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse(".")
                            + " 'import --list' names them."));
    return mapping.isEmpty() ? format : mapped(mapping.get());
  }

  private SourceFormat mapped(Path file) {
    try (InputStream yaml = Files.newInputStream(file)) {
      return SourceFormats.mapped(formatName, Mapping.read(yaml))
          .orElseThrow(
              () -> usage("--mapping goes with observations-csv, not with " + formatName + "."));
    } catch (MappingException e) {
      throw usage(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw usage("There is no readable mapping file '" + file + "'.");
    }
  }

  /** The format that the command line names, if it names one that there is. */
  Optional<SourceFormat> namedFormat() {
    return Optional.ofNullable(formatName).flatMap(SourceFormats::named);
  }

  private void requireReadableFiles() {
    if (files.isEmpty()) {
      throw usage("Name at least one file to import.");
    }
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        throw usage("'" + file + "' is a folder; name the files in it.");
      }
      if (!Files.isReadable(file)) {
        throw usage(
            Files.exists(file)
                ? "'" + file + "' may not be read: permission denied."
                : "There is no file '" + file + "'.");
      }
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static AlignedTable formats() {
    AlignedTable table = new AlignedTable("format", "holds", "description");
    for (SourceFormat format : SourceFormats.all()) {
      String holds = format.yields().name().toLowerCase(Locale.ROOT);
      table.row(format.name(), holds, format.description());
    }
    return table;
  }
}
