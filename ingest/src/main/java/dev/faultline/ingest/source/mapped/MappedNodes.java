package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.check.ObservationCheck;
import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.UnusableAttribute;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.node.NodeState;
import dev.faultline.schemas.Observation;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes observations of one table's records. What the user says stands in for what the table does
 * not say.
 *
 * <p>Not safe for use by several threads: each reading makes its own.
 */
final class MappedNodes {

  private static final Set<ObservationField> ATTRIBUTES =
      EnumSet.of(
          ObservationField.IP,
          ObservationField.ASN,
          ObservationField.COUNTRY,
          ObservationField.HOSTING);

  private final Mapping mapping;
  private final ObservationCheck check;
  private final UnusableAttribute unusable;
  private final Map<ObservationField, String> given = new EnumMap<>(ObservationField.class);
  private final Map<ObservationField, String> fields = new EnumMap<>(ObservationField.class);

  MappedNodes(Mapping mapping, ReadOptions options, String source) {
    this.mapping = mapping;
    this.check = options.check(source);
    this.unusable = options.unusable();
    options.network().ifPresent(network -> given.put(ObservationField.NETWORK, network));
    options.layer().ifPresent(layer -> given.put(ObservationField.LAYER, layer));
    options
        .observedAt()
        .map(Instant::toString)
        .ifPresent(time -> given.put(ObservationField.OBSERVED_AT, time));
  }

  /**
   * Refuses a table of which no record could be taken, at once and not record by record.
   *
   * @throws RefusedException if a field that every record needs is said by nobody
   */
  void requireEverySaid() throws RefusedException {
    requireSaid(ObservationField.NETWORK, "pass --network, such as --network cosmoshub");
    requireSaid(ObservationField.LAYER, "pass --layer, such as --layer consensus");
    requireSaid(ObservationField.NODE_ID, "name the column that does, in a file for --mapping");
    requireSaid(
        ObservationField.OBSERVED_AT,
        "pass --observed-at, such as --observed-at 2025-10-20T00:57:00Z");
    requireSaid(
        ObservationField.STATUS,
        "say in a file for --mapping where it stands, or status: {constant: up}");
  }

  private void requireSaid(ObservationField field, String remedy) throws RefusedException {
    if (!mapping.fields().containsKey(field) && !given.containsKey(field)) {
      throw new RefusedException(field.fieldName(), "no column says it: " + remedy);
    }
  }

  /**
   * One record.
   *
   * @throws RefusedException for the first field that is wrong, naming it and its column
   */
  Observation read(Cells cells) throws RefusedException {
    fields.clear();
    for (Map.Entry<ObservationField, FieldMapping> entry : mapping.fields().entrySet()) {
      try {
        fields.put(entry.getKey(), meant(entry.getKey(), entry.getValue().value(cells)));
      } catch (RefusedException e) {
        leaveOut(entry.getKey(), e.reason());
      }
    }
    given.forEach(fields::putIfAbsent);
    try {
      return check.check(fields);
    } catch (RefusedException e) {
      Optional<ObservationField> field = e.field().flatMap(ObservationField::named);
      throw field.isPresent() ? refused(field.get(), e.reason()) : e;
    }
  }

  /** Without an attribute of this kind a node is still one, in whatever format. */
  private void leaveOut(ObservationField field, String reason) throws RefusedException {
    if (!ATTRIBUTES.contains(field)) {
      throw refused(field, reason);
    }
    unusable.found(field, mapping.origin(field) + reason);
  }

  /** A node that is jailed, draining or leaving is down, in whatever table it stands. */
  private static String meant(ObservationField field, String text) {
    return field == ObservationField.STATUS && text != null
        ? NodeState.of(text).orElse(text)
        : text;
  }

  private RefusedException refused(ObservationField field, String reason) {
    return new RefusedException(field.fieldName(), mapping.origin(field) + reason);
  }
}
