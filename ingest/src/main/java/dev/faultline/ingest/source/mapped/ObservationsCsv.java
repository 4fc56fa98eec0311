package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Tables of nodes in anybody's own layout: CSV or JSON, as a {@link Mapping} says. Without one, a
 * CSV table whose columns are named as the fields of an observation: required are node_id and
 * status, and network, layer and observed_at unless the user gives them.
 */
public final class ObservationsCsv implements SourceFormat {

  private final Optional<Mapping> mapping;

  /** The format of tables with our own column names. */
  public ObservationsCsv() {
    this(Optional.empty());
  }

  /** The format of tables that are read through a mapping. */
  public ObservationsCsv(Mapping mapping) {
    this(Optional.of(mapping));
  }

  private ObservationsCsv(Optional<Mapping> mapping) {
    this.mapping = mapping;
  }

  @Override
  public String name() {
    return "observations-csv";
  }

  @Override
  public String description() {
    return "A table of nodes: CSV with Faultline's own field names, or any CSV or JSON with"
        + " --mapping";
  }

  @Override
  public String example() {
    return """
        network,layer,node_id,observed_at,status,ip,asn,provider,region,country,operator,client,client_version,hosting,weight
        sui,consensus,0x4fffd0005522be4bc029724c7f0f6ed7093a6bf3,2025-10-20T00:57:00Z,up,51.89.1.1,16276,OVH SAS,,GB,Mysten,sui-node,1.58.2,,812""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    if (mapping.isPresent() && mapping.get().input() == Mapping.Input.JSON) {
      MappedJson.read(input, mapping.get(), options, name(), handler);
    } else {
      MappedCsv.read(input, mapping, options, name(), handler);
    }
  }
}
