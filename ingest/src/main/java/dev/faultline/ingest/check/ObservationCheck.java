package dev.faultline.ingest.check;

import static dev.faultline.ingest.check.ObservationField.ASN;
import static dev.faultline.ingest.check.ObservationField.CITY;
import static dev.faultline.ingest.check.ObservationField.CLIENT;
import static dev.faultline.ingest.check.ObservationField.CLIENT_VERSION;
import static dev.faultline.ingest.check.ObservationField.COUNTRY;
import static dev.faultline.ingest.check.ObservationField.HOSTING;
import static dev.faultline.ingest.check.ObservationField.IP;
import static dev.faultline.ingest.check.ObservationField.LAYER;
import static dev.faultline.ingest.check.ObservationField.NETWORK;
import static dev.faultline.ingest.check.ObservationField.NODE_ID;
import static dev.faultline.ingest.check.ObservationField.OBSERVED_AT;
import static dev.faultline.ingest.check.ObservationField.OPERATOR;
import static dev.faultline.ingest.check.ObservationField.PROVIDER;
import static dev.faultline.ingest.check.ObservationField.REGION;
import static dev.faultline.ingest.check.ObservationField.STATUS;
import static dev.faultline.ingest.check.ObservationField.WEIGHT;

import dev.faultline.schemas.HostingClass;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The checks that every observation passes, whatever feed it comes from. Fields come as text; a
 * missing or blank attribute is unknown (null), never an entity. The first wrong field, in the
 * order of {@link ObservationField}, refuses the record.
 *
 * <p>Not safe for use by several threads: each reader makes its own.
 */
public final class ObservationCheck {

  private static final Choice<Layer> LAYERS = new Choice<>(LAYER.fieldName(), Layer.class);
  private static final Choice<NodeStatus> STATUSES =
      new Choice<>(STATUS.fieldName(), NodeStatus.class);
  private static final Choice<HostingClass> HOSTINGS =
      new Choice<>(HOSTING.fieldName(), HostingClass.class);

  private static final int MOST_ADDRESSES = 1 << 16;

  private final TimeLimits times;
  private final String source;
  private final UnusableAttribute unusable;
  private final PopulationLimit populations;
  // a crawl repeats one time over thousands of rows
  private String lastTimeText = "";
  private Instant lastTime = Instant.EPOCH;
  // a recording repeats the address of a node, and to read one costs as much as all other checks
  private final Map<String, String> addresses = new HashMap<>();

  /**
   * @param times which times are taken
   * @param source the feed's name, which every observation carries
   * @param unusable what becomes of an address, AS number, country or hosting class that is none
   * @param populations which populations are taken, asked last
   */
  public ObservationCheck(
      TimeLimits times, String source, UnusableAttribute unusable, PopulationLimit populations) {
    this.times = times;
    this.source = source;
    this.unusable = unusable;
    this.populations = populations;
  }

  /** Checks that refuse a record with an attribute that cannot be used. */
  public ObservationCheck(TimeLimits times, String source) {
    this(times, source, UnusableAttribute.REFUSED, PopulationLimit.NONE);
  }

  /**
   * Checks one record.
   *
   * @param fields the fields that the feed gave, as text; a missing one is absent or null
   * @throws RefusedException for the first field that is wrong
   */
  public Observation check(Map<ObservationField, String> fields) throws RefusedException {
    String network = TextCheck.token(NETWORK.fieldName(), fields.get(NETWORK));
    LAYERS.required(fields.get(LAYER));
    String nodeId = TextCheck.identifier(NODE_ID.fieldName(), fields.get(NODE_ID));
    Instant observedAt = observedAt(fields.get(OBSERVED_AT));
    NodeStatus status = STATUSES.required(fields.get(STATUS));
    String weight = given(fields, WEIGHT);
    Observation observation =
        new Observation(
            network,
            fields.get(LAYER),
            nodeId,
            observedAt,
            status,
            usable(IP, fields, this::address),
            usable(ASN, fields, asn -> WholeNumber.asn(ASN.fieldName(), asn)),
            attribute(fields, PROVIDER),
            attribute(fields, REGION),
            usable(COUNTRY, fields, this::country),
            attribute(fields, OPERATOR),
            attribute(fields, CLIENT),
            attribute(fields, CLIENT_VERSION),
            usable(HOSTING, fields, HOSTINGS::optional),
            weight == null ? null : WholeNumber.weight(WEIGHT.fieldName(), weight),
            source,
            attribute(fields, CITY));
    populations.admit(observation);
    return observation;
  }

  /** How an attribute is read. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(String text) throws RefusedException;
  }

  private <T> T usable(
      ObservationField field, Map<ObservationField, String> fields, Reader<T> reader)
      throws RefusedException {
    String text = given(fields, field);
    try {
      return text == null ? null : reader.read(text);
    } catch (RefusedException e) {
      unusable.found(field, e.reason());
      return null;
    }
  }

  private String address(String text) throws RefusedException {
    String known = addresses.get(text);
    if (known == null) {
      known = readAddress(text);
      if (addresses.size() == MOST_ADDRESSES) {
        addresses.clear();
      }
      addresses.put(text, known);
    }
    return known;
  }

  /** Senders are held to the plain form; documents write ports behind addresses, and brackets. */
  private String readAddress(String text) throws RefusedException {
    return PublicAddress.canonical(
        IP.fieldName(), unusable == UnusableAttribute.REFUSED ? text : HostPort.of(text).host());
  }

  private String country(String text) throws RefusedException {
    return unusable == UnusableAttribute.REFUSED
        ? CountryCode.check(COUNTRY.fieldName(), text)
        : CountryCode.spelled(COUNTRY.fieldName(), text);
  }

  private Instant observedAt(String text) throws RefusedException {
    if (text == null || text.isBlank()) {
      throw new RefusedException(OBSERVED_AT.fieldName(), "is required");
    }
    if (!text.equals(lastTimeText)) {
      lastTime = times.seen(OBSERVED_AT.fieldName(), text);
      lastTimeText = text;
    }
    return lastTime;
  }

  private static String given(Map<ObservationField, String> fields, ObservationField field) {
    String text = fields.get(field);
    return text == null || text.isBlank() ? null : text;
  }

  private static String attribute(Map<ObservationField, String> fields, ObservationField field)
      throws RefusedException {
    return TextCheck.attribute(field.fieldName(), fields.get(field));
  }
}
