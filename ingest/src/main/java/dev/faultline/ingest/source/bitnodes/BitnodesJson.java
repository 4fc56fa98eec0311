package dev.faultline.ingest.source.bitnodes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonListFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.framing.RecordLoop;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.ingest.source.node.RecordedTime;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A snapshot of Bitnodes: nodes by host and port, each an array of what is known of it. All are
 * observed at the snapshot's {@code timestamp}, unless the user says another time.
 */
public final class BitnodesJson implements SourceFormat {

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
    Optional<RawRecord> first = frames.next();
    if (first.isEmpty()) {
      return;
    }
    ReadOptions timed = options;
    if (options.observedAt().isEmpty()) {
      try {
        timed = timestamp(frames, options);
      } catch (RefusedException e) {
        handler.refused(first.get().refusal(e.field(), e.reason()));
        return;
      }
    }
    if (!RecordedTime.isGiven(timed, first.get(), handler)) {
      return;
    }
    timed.observedAt().ifPresent(fields::seenAt);
    RecordLoop.run(
        RecordLoop.startingWith(first.get(), frames),
        record -> read(record, frames.key(), node),
        handler::observation,
        handler::refused);
  }

  private static ReadOptions timestamp(JsonListFrames frames, ReadOptions options)
      throws RefusedException {
    Optional<String> seconds = frames.scalar("timestamp");
    if (seconds.isEmpty()) {
      return options;
    }
    try {
      Instant time = Instant.ofEpochSecond(Long.parseLong(seconds.get()));
      return options.withObservedAt(options.times().seen("timestamp", time));
    } catch (NumberFormatException | DateTimeException e) {
      throw new RefusedException("timestamp", "is not a number of seconds since 1970");
    }
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
