package dev.faultline.ingest.source.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.schemas.Severity;

/**
 * The codes in which AWS says how bad it is, in both feeds, as text or as a number.
 *
 * <table>
 * <caption>Map</caption>
 * <tr><th>code</th><th>AWS</th><th>ours</th></tr>
 * <tr><td>0</td><td>resolved</td><td>info</td></tr>
 * <tr><td>1</td><td>informational</td><td>minor</td></tr>
 * <tr><td>2</td><td>degraded</td><td>major</td></tr>
 * <tr><td>3</td><td>disruption</td><td>critical</td></tr>
 * </table>
 */
enum AwsStatus {
  RESOLVED(Severity.INFO),
  INFORMATIONAL(Severity.MINOR),
  DEGRADED(Severity.MAJOR),
  DISRUPTION(Severity.CRITICAL);

  private final Severity severity;

  AwsStatus(Severity severity) {
    this.severity = severity;
  }

  Severity severity() {
    return severity;
  }

  /** The worse of the two. */
  AwsStatus orWorse(AwsStatus other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /**
   * Reads a code.
   *
   * @throws RefusedException if it is missing or none of the four
   */
  static AwsStatus of(JsonFields fields, String name) throws RefusedException {
    JsonNode code = fields.object().path(name);
    String text = code.isTextual() || code.isIntegralNumber() ? code.asText() : "";
    return switch (text) {
      case "0" -> RESOLVED;
      case "1" -> INFORMATIONAL;
      case "2" -> DEGRADED;
      case "3" -> DISRUPTION;
      default ->
          throw new RefusedException(
              fields.path() + name,
              Quoted.of(code.isMissingNode() ? "" : code.toString())
                  + " is not one of AWS's codes 0, 1, 2 and 3");
    };
  }
}
