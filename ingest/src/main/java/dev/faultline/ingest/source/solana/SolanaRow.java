package dev.faultline.ingest.source.solana;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.framing.CsvFields;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.solana.VoteAccounts.VoteAccount;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the rows of one Solana validator table. */
final class SolanaRow {

  private static final Pattern AS_PREFIX = Pattern.compile("AS(\\d{1,10})(?:\\s+(.*))?");

  private final SolanaColumns columns;
  private final ReadOptions options;

  SolanaRow(SolanaColumns columns, ReadOptions options) {
    this.columns = columns;
    this.options = options;
  }

  /** Reads one row. Region is geography, not a provider's, and is left out. */
  VoteAccount read(RawRecord record) throws RefusedException {
    List<String> row = CsvFields.row(record, columns.count());
    Map<ObservationField, String> fields = new EnumMap<>(ObservationField.class);
    fields.put(ObservationField.NETWORK, options.network().orElse("solana"));
    fields.put(ObservationField.LAYER, options.layer().orElse("consensus"));
    fields.put(ObservationField.STATUS, "up");
    fields.put(ObservationField.NODE_ID, cell(row, columns.node()));
    fields.put(
        ObservationField.OBSERVED_AT,
        columns.observedAt() < 0
            ? options.observedAt().orElseThrow().toString()
            : cell(row, columns.observedAt()));
    fields.put(ObservationField.IP, cell(row, columns.ip()));
    fields.put(ObservationField.COUNTRY, cell(row, columns.country()));
    fields.put(ObservationField.CITY, cell(row, columns.city()));
    fields.put(ObservationField.OPERATOR, cell(row, columns.operator()));
    fields.put(ObservationField.WEIGHT, cell(row, columns.stake()));
    String version = cell(row, columns.version());
    fields.put(ObservationField.CLIENT_VERSION, version);
    fields.put(ObservationField.CLIENT, SolanaClient.of(null, version).orElse(null));
    host(cell(row, columns.hosting()), cell(row, columns.asn()), fields);
    return new VoteAccount(cell(row, columns.voteAccount()), fields);
  }

  /** The AS number stands in a column of its own, or before the company's name. */
  private static void host(String hosting, String asn, Map<ObservationField, String> fields) {
    Matcher prefixed = AS_PREFIX.matcher(hosting);
    boolean prefix = prefixed.matches();
    fields.put(ObservationField.PROVIDER, prefix ? prefixed.group(2) : hosting);
    if (!asn.isEmpty()) {
      Matcher alone = AS_PREFIX.matcher(asn);
      boolean isNumber = alone.matches() && alone.group(2) == null;
      fields.put(ObservationField.ASN, isNumber ? alone.group(1) : asn);
    } else if (prefix) {
      fields.put(ObservationField.ASN, prefixed.group(1));
    }
  }

  private static String cell(List<String> row, int column) {
    return column < 0 ? "" : row.get(column).strip();
  }
}
