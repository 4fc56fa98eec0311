package dev.faultline.ingest;

import java.util.Map;

/** What there is to know of each format beside its description, for the page of formats. */
final class FormatNotes {

  /**
   * One format.
   *
   * @param proof what proves that a document is one
   * @param fields what is read
   * @param weight what the weight counts
   * @param identity what tells one node or incident from another
   */
  record Note(String proof, String fields, String weight, String identity) {}

  private static final Map<String, Note> NOTES =
      Map.ofEntries(
          Map.entry(
              "akash-providers-json",
              new Note(
                  "each element has `owner` and `isOnline`",
                  "owner, isOnline, ip, ipCountryCode, country, city, organization,"
                      + " hostingProvider, stats",
                  "leased and free GPUs, or milli-CPUs with `--weight-unit cpu`",
                  "owner")),
          Map.entry(
              "ario-gateways-json",
              new Note(
                  "a list `items`, a map `gateways` or an array, of elements with `gatewayAddress`,"
                      + " `operatorStake` or `settings`",
                  "gatewayAddress, operatorStake, settings.label, status,"
                      + " stats.failedConsecutiveEpochs",
                  "operatorStake in mIO",
                  "gatewayAddress")),
          Map.entry(
              "armiarma-csv",
              new Note(
                  "a header with `ip`",
                  "ip, country_code, city, isp, org, as_raw, hosting",
                  "none",
                  "the address")),
          Map.entry(
              "arweave-peers-json",
              new Note("a list of texts `host:port`", "host:port", "none", "host:port")),
          Map.entry(
              "aws-account-events-json",
              new Note(
                  "every event has an ARN `arn:aws…:health:…` (`arn` or `detail.eventArn`)",
                  "arn, eventTypeCategory, eventTypeCode, service, region or eventRegion,"
                      + " availabilityZone, startTime, endTime, lastUpdatedTime, statusCode,"
                      + " eventDescription",
                  "-",
                  "the ARN")),
          Map.entry(
              "aws-health-json",
              new Note(
                  "every event has an `arn`; an empty list is the host's word",
                  "arn, date, status, summary, event_log, impacted_services",
                  "-",
                  "the ARN")),
          Map.entry(
              "aws-legacy-json",
              new Note(
                  "a list `current` or `archive`",
                  "service, date, status, summary, description",
                  "-",
                  "service and date")),
          Map.entry(
              "aws-rss",
              new Note(
                  "the channel leads to status.aws.amazon.com, and each guid is `…#SERVICE_SECOND`",
                  "guid, title, pubDate; items of one service and title within a day of each other"
                      + " are one event",
                  "-",
                  "service and the second of the first update, as in `aws-legacy-json`, even where"
                      + " that has left the feed: the event that is known of the same service and"
                      + " title, and whose time meets it")),
          Map.entry(
              "azure-emerging-json",
              new Note(
                  "a list `statusActiveEvents`",
                  "trackingId, title, startTime, severity, stage, lastModifiedTime, impacts,"
                      + " refreshTimestamp",
                  "-",
                  "tracking id")),
          Map.entry(
              "azure-rss",
              new Note(
                  "the channel's title is `Azure Status`",
                  "guid, title, description, link, pubDate, category, lastBuildDate; begin and end"
                      + " from the prose",
                  "-",
                  "guid, else the title")),
          Map.entry(
              "azure-servicehealth-json",
              new Note(
                  "a list `value` or `data`, or an array, of events with `eventType`",
                  "trackingId or name, eventType, status, level, title, eventTags, impactStartTime,"
                      + " impactMitigationTime, lastUpdateTime, impact",
                  "-",
                  "tracking id; twice at one time: the one updated last")),
          Map.entry(
              "beacon-peers-json",
              new Note(
                  "a list `data`, elements with `peer_id` and `state`",
                  "peer_id, state, last_seen_p2p_address",
                  "none",
                  "peer_id")),
          Map.entry(
              "betterstack-json",
              new Note(
                  "`data.type` is `status_page`",
                  "data.attributes.company_name, included reports and resources",
                  "-",
                  "the report's id")),
          Map.entry(
              "bitcoind-json",
              new Note(
                  "elements with `address`, `port` and `services`, or with `addr` and `subver`",
                  "address, port, network, addr, subver",
                  "none",
                  "address and port")),
          Map.entry(
              "bitnodes-csv",
              new Note(
                  "the header of a Bitnodes export",
                  "node, agent, country, city, asn, organization",
                  "none",
                  "address and port")),
          Map.entry(
              "bitnodes-json",
              new Note(
                  "a map `nodes` of lists of 4 cells or more, behind its own `timestamp` unless"
                      + " `--observed-at` says one",
                  "agent, city, country, asn, organization, timestamp",
                  "none",
                  "address and port")),
          Map.entry(
              "cometbft-json",
              new Note(
                  "a list `peers` or `validators`, also within `result`",
                  "node_info.id, moniker, version, remote_ip; address, voting_power",
                  "voting power",
                  "node id, or validator address")),
          Map.entry(
              "filrep-json",
              new Note(
                  "a list `miners` of elements with `qualityAdjPower`",
                  "address, reachability, isoCode, qualityAdjPower",
                  "quality-adjusted power in GiB",
                  "address")),
          Map.entry(
              "gcp-atom",
              new Note(
                  "the feed leads to status.cloud.google.com, and each entry to an incident there",
                  "title, link, updated; begin, end, products and locations from the summary; no"
                      + " degree, so minor",
                  "-",
                  "the id in the link, as in `gcp-incidents-json`")),
          Map.entry(
              "gcp-incidents-json",
              new Note(
                  "elements with `begin` and `id` or `number`",
                  "id, begin, end, modified, severity, updates, affected locations and products",
                  "-",
                  "id")),
          Map.entry(
              "gcp-servicehealth-json",
              new Note(
                  "`name` is `…/events/ID`",
                  "name, title, state, detailedState, detailedCategory, startTime, endTime,"
                      + " updateTime, eventImpacts, parentEvent",
                  "-",
                  "the ID in the name")),
          Map.entry(
              "incidents-json",
              new Note(
                  "the required fields of the gateway",
                  "see the gateway's incidents",
                  "-",
                  "source and incident_id")),
          Map.entry(
              "instatus-json",
              new Note(
                  "`page.status` is UP, HASISSUES or UNDERMAINTENANCE",
                  "page.name, activeIncidents, activeMaintenances",
                  "-",
                  "id")),
          Map.entry(
              "lotus-power-json",
              new Note(
                  "`miner`, `power.MinerPower` and `info`",
                  "miner, QualityAdjPower, Multiaddrs, Owner",
                  "quality-adjusted power in GiB",
                  "miner")),
          Map.entry(
              "nebula-ndjson",
              new Note(
                  "`PeerID` and `VisitStartedAt`",
                  "PeerID, Maddrs, AgentVersion, VisitStartedAt, ConnectErrorStr, CrawlErrorStr",
                  "none",
                  "PeerID")),
          Map.entry(
              "observations-csv",
              new Note(
                  "the columns that the mapping names",
                  "what the mapping says",
                  "as the mapping says",
                  "node_id of the mapping")),
          Map.entry(
              "observations-json",
              new Note(
                  "network, layer, node_id, observed_at and status",
                  "the gateway's fields",
                  "the network's base unit",
                  "node_id")),
          Map.entry(
              "slack-status-json",
              new Note(
                  "`status` is ok or active, and there is `active_incidents`",
                  "id, type, status, title, services, date_created, date_updated",
                  "-",
                  "id")),
          Map.entry(
              "solana-geo-csv",
              new Note(
                  "a header with a public key, an address and a stake, or the oldest, which had no"
                      + " stake, as a whole",
                  "NodePubkey, VotePubkey, IP, Country, City, Hosting, asn, Name, ActivatedStake,"
                      + " version",
                  "lamports",
                  "the identity; vote accounts of one (`VotePubkey`) add up, of the same one the"
                      + " last row counts")),
          Map.entry(
              "solana-validators-json",
              new Note(
                  "elements with `activatedStake`; gossip alone is refused",
                  "identityPubkey or nodePubkey, activatedStake, delinquent, version, clientId;"
                      + " addresses from gossip before it",
                  "lamports",
                  "the identity; vote accounts of one add up, live if any is; of the same one the"
                      + " last row counts")),
          Map.entry(
              "statusio-json",
              new Note(
                  "`result.status_overall.status_code`; the document names no page, so `--source`"
                      + " must",
                  "_id, name, datetime_open, the worst status and the newest state of `messages`,"
                      + " components_affected; planned start and end of maintenances",
                  "-",
                  "_id")),
          Map.entry(
              "statuspage-json",
              new Note(
                  "a list `incidents`, `ongoing_incidents` or of maintenances; whose it is by"
                      + " `page.name`, `page.id`, `page_title`, else `--source`",
                  "id, name, status, impact, started_at, created_at, updated_at, resolved_at,"
                      + " components, incident_updates",
                  "-",
                  "id")),
          Map.entry(
              "statuspage-rss",
              new Note(
                  "the title is `NAME Status - Incident History` or `NAME status`",
                  "title, link, guid, pubDate, updated; state and times of the updates in the text;"
                      + " no degree, so minor",
                  "-",
                  "the code in the link, which is the id in the page's JSON")),
          Map.entry(
              "validators-app-json",
              new Note(
                  "elements with `account`, `active_stake` and `delinquent`",
                  "account, vote_account, ip, autonomous_system_number, data_center_key, name,"
                      + " active_stake, delinquent, is_active, software_version, software_client",
                  "lamports",
                  "account; its vote accounts (`vote_account`) add up, live if any is; of the same"
                      + " one the last row counts")));

  private FormatNotes() {}

  /**
   * What there is to know of a format.
   *
   * @throws IllegalArgumentException if nobody has written it down
   */
  static Note of(String format) {
    Note note = NOTES.get(format);
    if (note == null) {
      throw new IllegalArgumentException("FormatNotes lacks " + format);
    }
    return note;
  }
}
