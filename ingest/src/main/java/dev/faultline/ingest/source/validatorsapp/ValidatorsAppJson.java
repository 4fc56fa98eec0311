package dev.faultline.ingest.source.validatorsapp;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.Frames;
import dev.faultline.ingest.source.framing.JsonFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.framing.RecordLoop;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.ingest.source.node.RecordedTime;
import dev.faultline.ingest.source.solana.SolanaClient;
import dev.faultline.ingest.source.solana.VoteAccounts;
import dev.faultline.ingest.source.solana.VoteAccounts.VoteAccount;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * validators.app's list of a cluster's validators. Stake is in lamports; delinquent and inactive
 * ones are down. Vote accounts of one identity, each a row, are one node ({@link VoteAccounts}).
 * Country and city stand in the data centre's key, {@code 395201-DE-Fechenheim}; the {@code
 * updated_at} of a row is when its profile was changed, not when it was seen. AS 0 and a client
 * "Unknown" are not known.
 */
public final class ValidatorsAppJson implements SourceFormat {

  private static final Pattern DATA_CENTER = Pattern.compile("\\d+-([A-Z]{2})-(.*)");

  /** What tells a validator from other accounts, and from nodes that only gossip. */
  private static final List<String> PROOF = List.of("active_stake", "delinquent");

  private static final String UNNAMED = "Unknown";
  private static final String UNKNOWN_AS = "0";

  @Override
  public String name() {
    return "validators-app-json";
  }

  @Override
  public String description() {
    return "validators.app's validators of Solana, with stake, address, AS and client (JSON)";
  }

  @Override
  public String example() {
    return """
        [{"network":"mainnet","account":"Va11dator11111111111111111111111111111111111","name":"Some Oracle","is_active":true,"active_stake":32033159813978,"delinquent":false,
        "software_version":"2.3.10","software_client":"JitoLabs","ip":"5.9.0.9","data_center_key":"395201-DE-Fechenheim","autonomous_system_number":395201}]""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    Frames frames = new JsonFrames(new ByteInput(input));
    Optional<RawRecord> first = frames.next();
    if (first.isEmpty() || !RecordedTime.isGiven(options, first.get(), handler)) {
      return;
    }
    NodeFields fields = new NodeFields(options, name(), "solana", "consensus");
    VoteAccounts accounts = new VoteAccounts(options.times());
    accounts.addAll(
        RecordLoop.startingWith(first.get(), frames), record -> row(record, fields), handler);
    accounts.handOut(options.check(name())::check, handler);
  }

  private static VoteAccount row(RawRecord record, NodeFields fields) throws RefusedException {
    JsonFields row = JsonFields.of(JsonText.object(record.bytes()));
    fields.begin(row.requiredText("account"));
    for (String required : PROOF) {
      if (!row.object().has(required)) {
        throw new RefusedException(required, "is required: this is no validator");
      }
    }
    boolean isUp =
        !Boolean.TRUE.equals(row.flag("delinquent"))
            && !Boolean.FALSE.equals(row.flag("is_active"));
    fields.set(ObservationField.STATUS, isUp ? "up" : "down");
    fields.set(ObservationField.IP, row.text("ip"));
    fields.set(ObservationField.ASN, asn(row.digits("autonomous_system_number")));
    place(row.text("data_center_key"), fields);
    fields.set(ObservationField.OPERATOR, row.text("name"));
    fields.set(ObservationField.WEIGHT, row.digits("active_stake"));
    String version = row.text("software_version");
    fields.set(
        ObservationField.CLIENT,
        SolanaClient.of(row.text("software_client"), version).orElse(null));
    fields.set(ObservationField.CLIENT_VERSION, version);
    String key = row.text("vote_account");
    return new VoteAccount(key == null ? "" : key, fields.unchecked());
  }

  private static String asn(String number) {
    return UNKNOWN_AS.equals(number) ? null : number;
  }

  private static void place(String dataCenter, NodeFields fields) {
    Matcher key = DATA_CENTER.matcher(dataCenter == null ? "" : dataCenter);
    if (key.matches()) {
      fields.set(ObservationField.COUNTRY, key.group(1));
      fields.set(ObservationField.CITY, UNNAMED.equals(key.group(2)) ? null : key.group(2));
    }
  }
}
