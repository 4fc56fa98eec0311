package dev.faultline.ingest.source.gcp;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.schemas.Severity;

/**
 * Google Cloud's severities in ours. The feed says it twice, as {@code severity} and as {@code
 * status_impact}; where the two differ the worse one counts.
 *
 * <table>
 * <caption>Map</caption>
 * <tr><th>severity</th><th>status_impact</th><th>ours</th></tr>
 * <tr><td></td><td>AVAILABLE</td><td>info</td></tr>
 * <tr><td>low</td><td>SERVICE_INFORMATION</td><td>minor</td></tr>
 * <tr><td>medium</td><td>SERVICE_DISRUPTION</td><td>major</td></tr>
 * <tr><td>high</td><td>SERVICE_OUTAGE</td><td>critical</td></tr>
 * </table>
 */
final class GcpSeverity {

  private GcpSeverity() {}

  /**
   * Maps both fields.
   *
   * @param severity null if it is missing
   * @param statusImpact null if it is missing, as in the rows before 2021
   * @throws RefusedException if both are missing, or one is not in the map
   */
  static Severity of(String severity, String statusImpact) throws RefusedException {
    if (severity == null && statusImpact == null) {
      throw new RefusedException("severity", "is required");
    }
    Severity first = severity == null ? Severity.INFO : ofSeverity(severity);
    Severity second = statusImpact == null ? Severity.INFO : ofImpact(statusImpact);
    return first.compareTo(second) >= 0 ? first : second;
  }

  private static Severity ofSeverity(String severity) throws RefusedException {
    return switch (severity) {
      case "low" -> Severity.MINOR;
      case "medium" -> Severity.MAJOR;
      case "high" -> Severity.CRITICAL;
      default ->
          throw new RefusedException(
              "severity", Quoted.of(severity) + " is not low, medium or high");
    };
  }

  private static Severity ofImpact(String impact) throws RefusedException {
    return switch (impact) {
      case "AVAILABLE" -> Severity.INFO;
      case "SERVICE_INFORMATION" -> Severity.MINOR;
      case "SERVICE_DISRUPTION" -> Severity.MAJOR;
      case "SERVICE_OUTAGE" -> Severity.CRITICAL;
      default ->
          throw new RefusedException(
              "status_impact", Quoted.of(impact) + " is not one of Google Cloud's impacts");
    };
  }
}
