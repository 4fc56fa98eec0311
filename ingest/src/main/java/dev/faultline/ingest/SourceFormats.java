package dev.faultline.ingest;

import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.armiarma.ArmiarmaCsv;
import dev.faultline.ingest.source.aws.AwsHealthJson;
import dev.faultline.ingest.source.aws.AwsLegacyJson;
import dev.faultline.ingest.source.gcp.GcpIncidentsJson;
import dev.faultline.ingest.source.json.IncidentsJson;
import dev.faultline.ingest.source.json.ObservationsJson;
import dev.faultline.ingest.source.mapped.Mapping;
import dev.faultline.ingest.source.mapped.ObservationsCsv;
import dev.faultline.ingest.source.solana.SolanaGeoCsv;
import dev.faultline.ingest.source.statuspage.StatuspageJson;
import java.util.List;
import java.util.Optional;

/** Every format that can be imported. */
public final class SourceFormats {

  private static final List<SourceFormat> ALL =
      List.of(
          new ArmiarmaCsv(),
          new AwsHealthJson(),
          new AwsLegacyJson(),
          new GcpIncidentsJson(),
          new IncidentsJson(),
          new ObservationsCsv(),
          new ObservationsJson(),
          new SolanaGeoCsv(),
          new StatuspageJson());

  private SourceFormats() {}

  /** All formats, by name. */
  public static List<SourceFormat> all() {
    return ALL;
  }

  /** The format of that name, if there is one. */
  public static Optional<SourceFormat> named(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /** The format of that name that reads through a mapping, if it is one that can. */
  public static Optional<SourceFormat> mapped(String name, Mapping mapping) {
    SourceFormat format = new ObservationsCsv(mapping);
    return format.name().equals(name) ? Optional.of(format) : Optional.empty();
  }
}
