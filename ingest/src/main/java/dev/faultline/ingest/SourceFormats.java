package dev.faultline.ingest;

import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.akash.AkashProvidersJson;
import dev.faultline.ingest.source.ario.ArioGatewaysJson;
import dev.faultline.ingest.source.armiarma.ArmiarmaCsv;
import dev.faultline.ingest.source.arweave.ArweavePeersJson;
import dev.faultline.ingest.source.aws.AwsAccountEventsJson;
import dev.faultline.ingest.source.aws.AwsHealthJson;
import dev.faultline.ingest.source.aws.AwsLegacyJson;
import dev.faultline.ingest.source.aws.AwsRss;
import dev.faultline.ingest.source.azure.AzureEmergingJson;
import dev.faultline.ingest.source.azure.AzureRss;
import dev.faultline.ingest.source.azure.AzureServiceHealthJson;
import dev.faultline.ingest.source.beacon.BeaconPeersJson;
import dev.faultline.ingest.source.bitcoind.BitcoindJson;
import dev.faultline.ingest.source.bitnodes.BitnodesCsv;
import dev.faultline.ingest.source.bitnodes.BitnodesJson;
import dev.faultline.ingest.source.cometbft.CometBftJson;
import dev.faultline.ingest.source.filecoin.FilrepJson;
import dev.faultline.ingest.source.filecoin.LotusPowerJson;
import dev.faultline.ingest.source.gcp.GcpAtom;
import dev.faultline.ingest.source.gcp.GcpIncidentsJson;
import dev.faultline.ingest.source.gcp.GcpServiceHealthJson;
import dev.faultline.ingest.source.json.IncidentsJson;
import dev.faultline.ingest.source.json.ObservationsJson;
import dev.faultline.ingest.source.mapped.Mapping;
import dev.faultline.ingest.source.mapped.ObservationsCsv;
import dev.faultline.ingest.source.nebula.NebulaNdjson;
import dev.faultline.ingest.source.page.BetterStackJson;
import dev.faultline.ingest.source.page.InstatusJson;
import dev.faultline.ingest.source.page.SlackStatusJson;
import dev.faultline.ingest.source.page.StatusIoJson;
import dev.faultline.ingest.source.solana.SolanaGeoCsv;
import dev.faultline.ingest.source.solana.SolanaValidatorsJson;
import dev.faultline.ingest.source.statuspage.StatuspageJson;
import dev.faultline.ingest.source.statuspage.StatuspageRss;
import dev.faultline.ingest.source.validatorsapp.ValidatorsAppJson;
import java.util.List;
import java.util.Optional;

/** Every format that can be imported. */
public final class SourceFormats {

  private static final List<SourceFormat> ALL =
      List.of(
          new AkashProvidersJson(),
          new ArioGatewaysJson(),
          new ArmiarmaCsv(),
          new ArweavePeersJson(),
          new AwsAccountEventsJson(),
          new AwsHealthJson(),
          new AwsLegacyJson(),
          new AwsRss(),
          new AzureEmergingJson(),
          new AzureRss(),
          new AzureServiceHealthJson(),
          new BeaconPeersJson(),
          new BetterStackJson(),
          new BitcoindJson(),
          new BitnodesCsv(),
          new BitnodesJson(),
          new CometBftJson(),
          new FilrepJson(),
          new GcpAtom(),
          new GcpIncidentsJson(),
          new GcpServiceHealthJson(),
          new IncidentsJson(),
          new InstatusJson(),
          new LotusPowerJson(),
          new NebulaNdjson(),
          new ObservationsCsv(),
          new ObservationsJson(),
          new SlackStatusJson(),
          new SolanaGeoCsv(),
          new SolanaValidatorsJson(),
          new StatusIoJson(),
          new StatuspageJson(),
          new StatuspageRss(),
          new ValidatorsAppJson());

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
