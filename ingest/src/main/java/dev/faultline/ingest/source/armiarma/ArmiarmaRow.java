package dev.faultline.ingest.source.armiarma;

import static dev.faultline.ingest.source.node.NodeTable.cell;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.schemas.Observation;
import java.util.List;

/** Reads the rows of one crawl; columns are found by name, for older exports have no as_raw. */
final class ArmiarmaRow {

  private final NodeFields fields;
  private final int ip;
  private final int country;
  private final int city;
  private final int isp;
  private final int org;
  private final int asn;
  private final int hosting;

  ArmiarmaRow(List<String> header, NodeFields fields) {
    this.fields = fields;
    this.ip = header.indexOf("ip");
    this.country = header.indexOf("country_code");
    this.city = header.indexOf("city");
    this.isp = header.indexOf("isp");
    this.org = header.indexOf("org");
    this.asn = header.indexOf("as_raw");
    this.hosting = header.indexOf("hosting");
  }

  /** Reads one row. The region_name is geography, not a provider's region. */
  Observation read(List<String> row) throws RefusedException {
    String address = cell(row, ip);
    fields.begin(address);
    fields.set(ObservationField.IP, address);
    fields.set(ObservationField.COUNTRY, cell(row, country));
    fields.set(ObservationField.CITY, cell(row, city));
    fields.set(ObservationField.ASN, asNumber(cell(row, asn)));
    fields.set(ObservationField.HOSTING, hosting(cell(row, hosting)));
    provider(cell(row, isp), cell(row, org), !cell(row, asn).isEmpty());
    return fields.checked();
  }

  /**
   * The AS tells the provider better than {@code isp}, and {@code org} is often the customer to
   * whom the addresses are lent: they count only where no AS is given, or where {@code org} names a
   * cloud and its region.
   */
  private void provider(String ispName, String orgName, boolean hasAsn) {
    int region = CloudOrg.regionStart(orgName);
    if (region > 0) {
      fields.set(ObservationField.PROVIDER, CloudOrg.cloud(orgName));
      fields.set(ObservationField.REGION, orgName.substring(region, orgName.length() - 1));
    } else if (!hasAsn) {
      fields.set(ObservationField.PROVIDER, ispName.isEmpty() ? orgName : ispName);
    }
  }

  /**
   * The flag tells whether an address is in a data centre, not in which kind: where it is set, the
   * class stays unknown here and follows from the provider later, for a declared class would win
   * over it and make a data centre of every hyperscaler.
   */
  private static String hosting(String flag) {
    return switch (flag) {
      case "t", "true", "True", "" -> null;
      case "f", "false", "False" -> "residential";
      default -> flag;
    };
  }

  /** The number in {@code AS14618 Amazon.com, Inc.}; what has none is told by the checks. */
  private static String asNumber(String raw) {
    int space = raw.indexOf(' ');
    String first = raw.substring(0, space < 0 ? raw.length() : space);
    return first.startsWith("AS") && first.length() > 2 ? first.substring(2) : raw;
  }
}
