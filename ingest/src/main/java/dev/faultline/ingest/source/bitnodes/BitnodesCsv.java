package dev.faultline.ingest.source.bitnodes;

import static dev.faultline.ingest.source.node.NodeTable.cell;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.ingest.source.node.NodeTable;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Bitnodes' nodes as R writes them to CSV. R writes what is missing as {@code NA}, which is also
 * Namibia's code: it is Namibia where the time zone is Windhoek's.
 */
public final class BitnodesCsv implements SourceFormat {

  private static final String MISSING = "NA";
  private static final String NAMIBIA = "NA";
  private static final String NAMIBIAN_TIME = "Africa/Windhoek";

  @Override
  public String name() {
    return "bitnodes-csv";
  }

  @Override
  public String description() {
    return "Bitnodes' reachable nodes of Bitcoin as exported with R (CSV)";
  }

  @Override
  public String example() {
    return """
        "","node_id","protocol","user_agent","connected_since","services","height","hostname","city","country_code","latitude","longitude","timezone","asn","organization_name"
        "1","5.9.0.49:8333","70016","/Satoshi:24.0.1/","1684328018","1033","795932",NA,NA,"FI",60.1717,24.9349,"Europe/Helsinki","AS24940","Hetzner Online GmbH\"""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    BitnodesNode node = new BitnodesNode(new NodeFields(options, name(), "bitcoin", "consensus"));
    NodeTable.read(
        input,
        options,
        handler,
        List.of(
            "node_id",
            "user_agent",
            "city",
            "country_code",
            "timezone",
            "asn",
            "organization_name"),
        header -> row -> read(header, row, node));
  }

  private static Observation read(List<String> header, List<String> row, BitnodesNode node)
      throws RefusedException {
    String zone = cell(row, header.indexOf("timezone"));
    String country = cell(row, header.indexOf("country_code"));
    boolean namibian = country.equals(NAMIBIA) && zone.equals(NAMIBIAN_TIME);
    return node.read(
        new BitnodesNode.Row(
            cell(row, header.indexOf("node_id")),
            known(cell(row, header.indexOf("user_agent"))),
            namibian ? NAMIBIA : known(country),
            known(cell(row, header.indexOf("city"))),
            known(cell(row, header.indexOf("asn"))),
            known(cell(row, header.indexOf("organization_name")))));
  }

  private static String known(String cell) {
    return cell.isEmpty() || cell.equals(MISSING) ? null : cell;
  }
}
