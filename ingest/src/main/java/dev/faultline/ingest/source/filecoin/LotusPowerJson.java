package dev.faultline.ingest.source.filecoin;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.PublicAddress;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.ingest.source.node.NodeList;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What Lotus answers of each miner: {@code {"miner": id, "power": answer of StateMinerPower,
 * "info": answer of StateMinerInfo}}, an array or one a line, for the answers themselves do not
 * name the miner. Weight is quality-adjusted power in GiB; a miner without any is no less up.
 */
public final class LotusPowerJson implements SourceFormat {

  @Override
  public String name() {
    return "lotus-power-json";
  }

  @Override
  public String description() {
    return "Filecoin's miners: Lotus' StateMinerPower and StateMinerInfo by miner, one a line";
  }

  @Override
  public String example() {
    return """
        {"miner":"f01234","power":{"MinerPower":{"RawBytePower":"10995116277760","QualityAdjPower":"109951162777600"}},"info":{"Owner":"f0100","PeerId":"12D3KooWA","Multiaddrs":["BF/YAQEGH0A="]}}
        {"miner":"f05678","power":{"MinerPower":{"RawBytePower":"0","QualityAdjPower":"0"}},"info":{"Owner":"f0101","PeerId":null,"Multiaddrs":null}}""";
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
        new JsonFrames(new ByteInput(input)), options, handler, record -> miner(record, fields));
  }

  private static Observation miner(RawRecord record, NodeFields fields) throws RefusedException {
    JsonFields line = JsonFields.of(JsonText.object(record.bytes()));
    JsonFields power = line.inner("power").inner("MinerPower");
    JsonFields info = line.inner("info");
    fields.begin(line.requiredText("miner"));
    fields.set(ObservationField.IP, address(info));
    fields.set(ObservationField.OPERATOR, info.text("Owner"));
    String bytes = power.digits("QualityAdjPower");
    if (bytes == null) {
      throw new RefusedException("power.MinerPower.QualityAdjPower", "is required");
    }
    fields.set(
        ObservationField.WEIGHT, StoragePower.gib("power.MinerPower.QualityAdjPower", bytes));
    return fields.checked();
  }

  /** The first public one: miners also list addresses of their own network, and what is none. */
  private static String address(JsonFields info) throws RefusedException {
    List<String> addresses = new ArrayList<>();
    for (String multiaddr : info.texts("Multiaddrs")) {
      try {
        BinaryMultiaddr.address("info.Multiaddrs", multiaddr).ifPresent(addresses::add);
      } catch (RefusedException e) {
        addresses.add(multiaddr);
      }
    }
    return PublicAddress.firstUsable(addresses).orElse(null);
  }
}
