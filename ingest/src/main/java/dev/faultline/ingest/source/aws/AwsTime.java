package dev.faultline.ingest.source.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.source.json.JsonFields;
import java.time.Instant;

/**
 * Times since the epoch, as text or as a number; in seconds, or in milliseconds where the number is
 * too large for seconds: the current feed has both.
 */
final class AwsTime {

  private static final int LONGEST = 15; // digits
  private static final long FIRST_MILLIS = 100_000_000_000L; // in seconds the year 5138

  private AwsTime() {}

  /**
   * Reads a time that must be there.
   *
   * @throws RefusedException if it is missing, no whole number, before 2009 or after 2299
   */
  static Instant required(JsonFields fields, String name) throws RefusedException {
    JsonNode value = fields.object().path(name);
    String text = value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
    String field = fields.path() + name;
    if (text.isEmpty() || text.length() > LONGEST || !isDigits(text)) {
      throw new RefusedException(
          field,
          Quoted.of(value.isMissingNode() ? "" : value.toString())
              + " is not a time in seconds since the epoch");
    }
    long number = Long.parseLong(text);
    return TimeLimits.stated(
        field,
        number < FIRST_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
