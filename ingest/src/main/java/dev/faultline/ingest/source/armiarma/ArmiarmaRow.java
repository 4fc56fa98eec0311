package dev.faultline.ingest.source.armiarma;

import static dev.faultline.ingest.source.node.NodeTable.cell;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.Quoted;
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
  private static String hosting(String flag) throws RefusedException {
    return switch (flag) {
      case "t", "true", "True" -> null;
      case "f", "false", "False" -> "residential";
      case "" -> null;
      default ->
          throw new RefusedException(
              ObservationField.HOSTING.fieldName(), Quoted.of(flag) + " is neither t nor f");
    };
  }

  /** The number in {@code AS14618 Amazon.com, Inc.}; null where the cell is empty. */
  private static String asNumber(String raw) throws RefusedException {
    if (raw.isEmpty()) {
      return null;
    }
    if (!raw.startsWith("AS")) {
      throw new RefusedException(
          ObservationField.ASN.fieldName(),
          Quoted.of(raw) + " does not begin with an AS number such as AS14618");
    }
    int space = raw.indexOf(' ');
    String number = raw.substring(2, space < 0 ? raw.length() : space);
    if (number.isEmpty()) {
      throw new RefusedException(
          ObservationField.ASN.fieldName(), Quoted.of(raw) + " has no number behind AS");
    }
    return number;
  }
}
