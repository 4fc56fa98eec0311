package dev.faultline.sql.row;

import dev.faultline.schemas.Attribution;
import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Placement;
import dev.faultline.schemas.Scope;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * How the records that say what was seen become rows. Columns as in the migrations of the same
 * name.
 */
final class RawTables {

  private RawTables() {}

  static final Table<Observation> OBSERVATIONS =
      new Table<>(
          "observations",
          2,
          new Columns<Observation>()
              .label("network", Observation::getNetwork)
              .label("layer", Observation::getLayer)
              .label("node_id", Observation::getNodeId)
              .time("observed_at", Observation::getObservedAt)
              .symbol("status", Observation::getStatus)
              .optionalLabel("ip", Observation::getIp)
              .optionalUint32("asn", Observation::getAsn)
              .optionalLabel("provider", Observation::getProvider)
              .optionalLabel("region", Observation::getRegion)
              .optionalLabel("country", Observation::getCountry)
              .optionalLabel("city", Observation::getCity)
              .optionalLabel("operator", Observation::getOperator)
              .optionalLabel("client", Observation::getClient)
              .optionalLabel("client_version", Observation::getClientVersion)
              .optionalSymbol("hosting", Observation::getHosting)
              .optionalUint64("weight", Observation::getWeight)
              .label("source", Observation::getSource)
              .toList());

  static final Table<IncidentRevision> INCIDENT_REVISIONS =
      new Table<>(
          "incident_revisions",
          1,
          new Columns<IncidentRevision>()
              .label("source", IncidentRevision::getSource)
              .text("incident_id", IncidentRevision::getIncidentId)
              .uint32("revision", IncidentRevision::getRevision)
              .text("content_hash", IncidentRevision::getContentHash)
              .time("known_at", IncidentRevision::getKnownAt)
              .symbol("kind", IncidentRevision::getKind)
              .label("provider", IncidentRevision::getProvider)
              .symbol("status", IncidentRevision::getStatus)
              .symbol("severity", IncidentRevision::getSeverity)
              .time("begins_at", IncidentRevision::getBeginsAt)
              .optionalTime("ends_at", IncidentRevision::getEndsAt)
              .text("title", IncidentRevision::getTitle)
              .optionalText("url", IncidentRevision::getUrl)
              .optionalText("parent_id", IncidentRevision::getParentId)
              .column(
                  "scopes",
                  "Array(Tuple(provider LowCardinality(String), region"
                      + " LowCardinality(Nullable(String)), zone LowCardinality(Nullable(String))))",
                  (row, out) -> writeScopes(row.getScopes(), out))
              .labels("regions", row -> knownRegions(row.getScopes()))
              .labels("services", IncidentRevision::getServices)
              .optionalTime("modified_at", IncidentRevision::getModifiedAt)
              .labels(
                  "attributed_to",
                  row -> row.getAttributedTo().stream().map(Attribution::getProvider).toList())
              .labels(
                  "attributed_in",
                  row -> row.getAttributedTo().stream().map(Attribution::getPlace).toList())
              .toList());

  static final Table<Placement> PLACEMENTS =
      new Table<>(
          "placements",
          2,
          new Columns<Placement>()
              .label("network", Placement::getNetwork)
              .label("layer", Placement::getLayer)
              .text("node_id", Placement::getNodeId)
              .time("observed_at", Placement::getObservedAt)
              .uint32("observation_partition", Placement::getObservationPartition)
              .uint64("observation_offset", Placement::getObservationOffset)
              .optionalLabel("ip", Placement::getIp)
              .optionalUint32("asn", Placement::getAsn)
              .optionalSymbol("asn_origin", Placement::getAsnOrigin)
              .optionalLabel("provider", Placement::getProvider)
              .optionalSymbol("provider_origin", Placement::getProviderOrigin)
              .optionalLabel("region", Placement::getRegion)
              .optionalSymbol("region_origin", Placement::getRegionOrigin)
              .optionalLabel("country", Placement::getCountry)
              .optionalSymbol("country_origin", Placement::getCountryOrigin)
              .optionalLabel("city", Placement::getCity)
              .optionalLabel("site", Placement::getSite)
              .optionalSymbol("site_origin", Placement::getSiteOrigin)
              .optionalLabel("operator", Placement::getOperator)
              .optionalLabel("client", Placement::getClient)
              .optionalSymbol("hosting", Placement::getHosting)
              .optionalSymbol("hosting_origin", Placement::getHostingOrigin)
              .labels("conflicts", Placement::getConflicts)
              .label("tables_version", Placement::getTablesVersion)
              .toList());

  static final Table<FeedPoll> FEED_POLLS =
      new Table<>(
          "feed_polls",
          1,
          new Columns<FeedPoll>()
              .label("feed", FeedPoll::getFeed)
              .label("source", FeedPoll::getSource)
              .label("format", FeedPoll::getFormat)
              .time("polled_at", FeedPoll::getPolledAt)
              .symbol("outcome", FeedPoll::getOutcome)
              .optionalLabel("reason", FeedPoll::getReason)
              .optionalText("detail", FeedPoll::getDetail)
              .optionalUint32("http_status", FeedPoll::getHttpStatus)
              .uint64("duration_ms", FeedPoll::getDurationMs)
              .uint64("bytes", FeedPoll::getBytes)
              .uint64("accepted", FeedPoll::getAccepted)
              .uint64("rejected", FeedPoll::getRejected)
              .uint64("published", FeedPoll::getPublished)
              .uint64("vanished", FeedPoll::getVanished)
              .toList());

  static final Table<DeadLetter> DEAD_LETTERS =
      new Table<>(
          "dead_letters",
          1,
          new Columns<DeadLetter>()
              .label("stage", DeadLetter::getStage)
              .label("source", DeadLetter::getSource)
              .time("refused_at", DeadLetter::getRefusedAt)
              .optionalLabel("field", DeadLetter::getField)
              .text("reason", DeadLetter::getReason)
              .optionalUint64("line", DeadLetter::getLine)
              .optionalLabel("topic", DeadLetter::getTopic)
              .optionalUint32("partition", DeadLetter::getPartition)
              .optionalUint64("offset", DeadLetter::getOffset)
              .column("key", "Nullable(String)", bytes(DeadLetter::getKey))
              .column("value", "Nullable(String)", bytes(DeadLetter::getValue))
              .toList());

  private static void writeScopes(List<Scope> scopes, RowBuffer out) {
    out.putLength(scopes.size());
    for (Scope scope : scopes) {
      out.putString(scope.getProvider());
      putOptional(scope.getRegion(), out);
      putOptional(scope.getZone(), out);
    }
  }

  private static void putOptional(String value, RowBuffer out) {
    out.putByte(value == null ? 1 : 0);
    if (value != null) {
      out.putString(value);
    }
  }

  private static List<String> knownRegions(List<Scope> scopes) {
    return scopes.stream().map(Scope::getRegion).filter(Objects::nonNull).distinct().toList();
  }

  private static <T> Column.Cell<T> bytes(Function<T, ByteBuffer> getter) {
    return Columns.optional(
        getter,
        (out, value) -> {
          byte[] copy = new byte[value.remaining()];
          value.duplicate().get(copy);
          out.putBytes(copy);
        });
  }
}
