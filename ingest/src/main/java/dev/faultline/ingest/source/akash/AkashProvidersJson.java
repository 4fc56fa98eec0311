package dev.faultline.ingest.source.akash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.WholeNumber;
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

/**
 * The providers of Akash's console API, {@code /v1/providers}. Weight is the GPUs that are leased
 * or free ({@code --weight-unit cpu}: thousandths of a CPU); those that wait for a lease to be
 * closed are not counted. The country is where the address was measured to be: what providers
 * declare of their place is at times elsewhere. {@code ipRegion} is geography, not a region of a
 * provider.
 */
public final class AkashProvidersJson implements SourceFormat {

  private static final String GPU = "gpu";

  @Override
  public String name() {
    return "akash-providers-json";
  }

  @Override
  public String description() {
    return "Akash's providers with GPUs or CPUs (console API /v1/providers)";
  }

  @Override
  public String example() {
    return """
        [{"owner":"akash1aaa","hostUri":"https://provider.example.com:8443","ip":"95.216.1.1","ipRegion":"Uusimaa","ipCountryCode":"FI","isOnline":true,"organization":"Example","hostingProvider":"Hetzner","stats":{"cpu":{"active":4000,"available":12000},"gpu":{"active":2,"available":6}}},
        {"owner":"akash1bbb","hostUri":"https://p.example.org:8443","ip":null,"ipCountryCode":null,"isOnline":false,"lastOnlineDate":"2025-10-20T05:00:00Z","stats":null}]""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    NodeFields fields = new NodeFields(options, name(), "akash", "compute");
    String unit = options.weightUnit().orElse(GPU);
    NodeList.read(
        new JsonFrames(new ByteInput(input)),
        options,
        handler,
        record -> provider(record, fields, unit));
  }

  private static Observation provider(RawRecord record, NodeFields fields, String unit)
      throws RefusedException {
    JsonFields provider = JsonFields.of(JsonText.object(record.bytes()));
    fields.begin(provider.requiredText("owner"));
    Boolean online = provider.flag("isOnline");
    if (online == null) {
      throw new RefusedException("isOnline", "is required");
    }
    fields.set(ObservationField.STATUS, online ? "up" : "down");
    fields.set(ObservationField.IP, provider.text("ip"));
    fields.set(ObservationField.COUNTRY, provider.text("ipCountryCode"));
    fields.set(ObservationField.CITY, city(provider));
    fields.set(ObservationField.OPERATOR, provider.text("organization"));
    fields.set(ObservationField.PROVIDER, provider.text("hostingProvider"));
    fields.set(ObservationField.WEIGHT, capacity(provider, unit));
    return fields.checked();
  }

  /** As the provider declares it, where the address was measured to be in the same country. */
  private static String city(JsonFields provider) throws RefusedException {
    String country = provider.text("country");
    return country != null && country.equals(provider.text("ipCountryCode"))
        ? provider.text("city")
        : null;
  }

  /** Leased and free; null if the provider does not tell, as one that was never online. */
  private static String capacity(JsonFields provider, String unit) throws RefusedException {
    JsonFields resource = provider.inner("stats").inner(unit);
    if (isMissing(resource.object())) {
      return null;
    }
    long sum = 0;
    for (String part : new String[] {"active", "available"}) {
      String digits = resource.digits(part);
      long amount = digits == null ? 0 : WholeNumber.weight(resource.path() + part, digits);
      if (Long.MAX_VALUE - sum < amount) {
        throw new RefusedException(resource.path() + part, "is more than 2^63-1 in all");
      }
      sum += amount;
    }
    return Long.toString(sum);
  }

  private static boolean isMissing(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
