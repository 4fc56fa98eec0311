package dev.faultline.ingest.source.node;

import dev.faultline.ingest.check.ObservationCheck;
import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.schemas.Observation;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * The fields of the node at hand, one after another: network and layer are the user's, else the
 * feed's usual ones; the time is the user's unless the feed says one.
 *
 * <p>Not safe for use by several threads: each reader makes its own.
 */
public final class NodeFields {

  private final String network;
  private final String layer;
  private String observedAt;
  private final ObservationCheck check;
  private final Map<ObservationField, String> fields = new EnumMap<>(ObservationField.class);

  /**
   * @param options what the user adds
   * @param source the format's name, which observations carry unless the user names another
   * @param network the network of a user who names none
   * @param layer the layer of a user who names none
   */
  public NodeFields(ReadOptions options, String source, String network, String layer) {
    this.network = options.network().orElse(network);
    this.layer = options.layer().orElse(layer);
    this.observedAt = options.observedAt().map(Instant::toString).orElse(null);
    this.check = options.check(source);
  }

  /** What a feed that has a time in every record says of the one at hand. */
  public void seenAt(Instant time) {
    observedAt = time.toString();
  }

  /** Begins a node, which is up unless the feed says otherwise. */
  public void begin(String nodeId) {
    fields.clear();
    fields.put(ObservationField.NETWORK, network);
    fields.put(ObservationField.LAYER, layer);
    fields.put(ObservationField.OBSERVED_AT, observedAt);
    fields.put(ObservationField.STATUS, "up");
    fields.put(ObservationField.NODE_ID, nodeId);
  }

  /** Sets a field; null or blank is unknown. */
  public void set(ObservationField field, String text) {
    fields.put(field, text);
  }

  /** What is known of the node at hand, to be checked later. */
  public Map<ObservationField, String> unchecked() {
    return new EnumMap<>(fields);
  }

  /**
   * The node at hand.
   *
   * @throws RefusedException for the first field that is wrong
   */
  public Observation checked() throws RefusedException {
    return check.check(fields);
  }
}
