package dev.faultline.cli.snapshot;

import dev.faultline.snapshot.content.FileFormat;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What snapshots are of and how they are written. */
public final class SnapshotOptions {

  @Option(
      names = "--networks",
      paramLabel = "N",
      split = ",",
      description = "These networks alone, apart by commas (default: all).")
  private Set<String> networks = Set.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "${env:FAULTLINE_SNAPSHOT_FORMAT:-parquet}",
      description =
          "parquet, csv or json (FAULTLINE_SNAPSHOT_FORMAT; default: parquet; now: ${DEFAULT-VALUE}).")
  private FileFormat format = FileFormat.PARQUET;

  @Option(
      names = "--with-addresses",
      description = "Tell addresses, and node ids of networks whose nodes stand in homes, too.")
  private boolean withAddresses;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why other rows are true now: publishes a further release beside the first.")
  private Optional<String> reason = Optional.empty();

  Set<String> networks() {
    return networks;
  }

  FileFormat format() {
    return format;
  }

  boolean withAddresses() {
    return withAddresses;
  }

  Optional<String> reason() {
    return reason;
  }
}
