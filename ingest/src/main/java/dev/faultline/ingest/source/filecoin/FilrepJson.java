package dev.faultline.ingest.source.filecoin;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonListFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.ingest.source.node.NodeList;
import dev.faultline.ingest.source.node.NodeState;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Filrep's storage providers, {@code /api/v1/miners}: weight is quality-adjusted power in GiB.
 * {@code region} is a continent, not a region of a provider. A miner that is told to be unreachable
 * is down.
 */
public final class FilrepJson implements SourceFormat {

  @Override
  public String name() {
    return "filrep-json";
  }

  @Override
  public String description() {
    return "Filecoin's storage providers with power and country (filrep /api/v1/miners)";
  }

  @Override
  public String example() {
    return """
    {"miners":[{"id":1,"address":"f01234","rawPower":"10995116277760","qualityAdjPower":"109951162777600","isoCode":"DE","region":"Europe","score":"98","reachability":"reachable"},
    {"id":2,"address":"f05678","rawPower":"0","qualityAdjPower":"0","isoCode":null,"region":null,"score":"0"}],"pagination":{"total":2}}\
    """;
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    NodeFields fields = new NodeFields(options, name(), "filecoin", "storage");
    NodeList.read(
        JsonListFrames.any(new ByteInput(input), Set.of("miners"), Set.of()),
        options,
        handler,
        record -> miner(record, fields));
  }

  private static Observation miner(RawRecord record, NodeFields fields) throws RefusedException {
    JsonFields miner = JsonFields.of(JsonText.object(record.bytes()));
    fields.begin(miner.requiredText("address"));
    String power = miner.digits("qualityAdjPower");
    if (power == null) {
      throw new RefusedException("qualityAdjPower", "is required: this is no storage provider");
    }
    String reachability = miner.text("reachability");
    if (reachability != null && !reachability.isBlank()) {
      fields.set(ObservationField.STATUS, NodeState.required("reachability", reachability));
    }
    fields.set(ObservationField.COUNTRY, miner.text("isoCode"));
    fields.set(ObservationField.WEIGHT, StoragePower.gib("qualityAdjPower", power));
    return fields.checked();
  }
}
