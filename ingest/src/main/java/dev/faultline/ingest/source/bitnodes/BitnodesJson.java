package dev.faultline.ingest.source.bitnodes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonListFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Snapshots of Bitnodes: nodes by host and port, each an array of what is known of it. All are
 * observed at the {@code timestamp} that stands before them in their snapshot, unless the user says
 * another time.
 */
public final class BitnodesJson implements SourceFormat {

  private static final String TIMESTAMP = "timestamp";
  private static final int AGENT = 1;
  private static final int CITY = 6;
  private static final int COUNTRY = 7;
  private static final int ASN = 11;
  private static final int ORGANIZATION = 12;

  /** Protocol, agent, time and services; since November 2025 there are no places behind them. */
  private static final int FEWEST = 4;

  @Override
  public String name() {
    return "bitnodes-json";
  }

  @Override
  public String description() {
    return "A Bitnodes snapshot of Bitcoin's reachable nodes (/api/v1/snapshots/...)";
  }

  @Override
  public String example() {
    return """
        {"timestamp":1687730000,"total_nodes":2,"latest_height":795932,"nodes":{"5.9.0.49:8333":[70016,"/Satoshi:24.0.1/",1684328018,1033,795932,"static.example.de",null,"FI",60.1717,24.9349,"Europe/Helsinki","AS24940","Hetzner Online GmbH"],
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaad.onion:8333":[70016,"/Satoshi:23.0.0/",1687670183,1033,795932,null,null,null,0.0,0.0,null,"TOR","Tor network"]}}""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    JsonListFrames frames = JsonListFrames.any(new ByteInput(input), Set.of(), Set.of("nodes"));
    NodeFields fields = new NodeFields(options, name(), "bitcoin", "consensus");
    BitnodesNode node = new BitnodesNode(fields);
    for (Optional<RawRecord> next = frames.next(); next.isPresent(); next = frames.next()) {
      RawRecord record = next.get();
      if (record.defect().isPresent()) {
        handler.refused(record.refusal());
        continue;
      }
      if (options.observedAt().isEmpty()) {
        try {
          fields.seenAt(timestamp(frames, options));
        } catch (RefusedException e) {
          handler.refused(restOfInput(record, e));
          return;
        }
      }
      Observation observation;
      try {
        observation = read(record, frames.key(), node);
      } catch (RefusedException e) {
        handler.refused(record.refusal(e.field(), e.reason()));
        continue;
      }
      handler.observation(record.line(), observation);
    }
  }

  /** When the snapshot at hand was taken; each of several says it itself. */
  private static Instant timestamp(JsonListFrames frames, ReadOptions options)
      throws RefusedException, IOException {
    Optional<String> seconds = frames.scalar(TIMESTAMP);
    if (seconds.isEmpty()) {
      frames.finishObject();
      throw new RefusedException(
          TIMESTAMP,
          frames.scalar(TIMESTAMP).isPresent()
              ? "stands behind the nodes, which are read before it: put it before 'nodes'"
              : "is missing: the snapshot does not say when it was taken; if it is the only one,"
                  + " pass --observed-at, such as --observed-at 2025-10-20T00:57:00Z");
    }
    try {
      Instant time = Instant.ofEpochSecond(Long.parseLong(seconds.get()));
      return options.times().seen(TIMESTAMP, time);
    } catch (NumberFormatException | DateTimeException e) {
      throw new RefusedException(TIMESTAMP, "is not a number of seconds since 1970");
    }
  }

  private static Refusal restOfInput(RawRecord record, RefusedException e) {
    return new Refusal(
        record.index(),
        record.line(),
        e.field(),
        e.reason(),
        record.bytes(),
        Refusal.Extent.REST_OF_INPUT);
  }

  private static Observation read(RawRecord record, Optional<String> key, BitnodesNode node)
      throws RefusedException {
    if (key.isEmpty()) {
      throw new RefusedException(null, "is not a member of 'nodes'");
    }
    JsonNode cells = JsonText.array(record.bytes());
    if (cells.size() < FEWEST) {
      throw new RefusedException(
          null, "has " + cells.size() + " elements where Bitnodes writes 4 or more");
    }
    return node.read(
        new BitnodesNode.Row(
            key.get(),
            text(cells, AGENT),
            text(cells, COUNTRY),
            text(cells, CITY),
            text(cells, ASN),
            text(cells, ORGANIZATION)));
  }

  private static String text(JsonNode cells, int index) {
    JsonNode cell = cells.path(index);
    return cell.isNull() ? null : cell.asText();
  }
}
