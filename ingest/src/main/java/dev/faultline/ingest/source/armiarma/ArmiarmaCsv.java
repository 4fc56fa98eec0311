package dev.faultline.ingest.source.armiarma;

import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.ingest.source.node.NodeTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Crawled addresses with what ip-api.com says of them, as an Armiarma database exports them. A node
 * is known by its address alone, and every address listed is up. Without a network named by the
 * user it is Ethereum's consensus layer, which Armiarma was made for.
 */
public final class ArmiarmaCsv implements SourceFormat {

  @Override
  public String name() {
    return "armiarma-csv";
  }

  @Override
  public String description() {
    return "Addresses of a crawl with ip-api's country, provider, AS and hosting flag (CSV)";
  }

  @Override
  public String example() {
    return """
        ip,country,country_code,city,region_name,lat,lon,isp,org,as_raw,asname,hosting,proxy,mobile
        3.80.1.1,United States,US,Ashburn,Virginia,39.0438,-77.4874,"Amazon.com, Inc.",AWS EC2 (us-east-1),"AS14618 Amazon.com, Inc.",AMAZON-AES,t,f,f""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    NodeFields fields = new NodeFields(options, name(), "ethereum", "consensus");
    NodeTable.read(
        input,
        options,
        handler,
        List.of("ip", "hosting"),
        header -> new ArmiarmaRow(header, fields)::read);
  }
}
