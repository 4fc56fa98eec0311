package dev.faultline.ingest.poll;

import dev.faultline.ingest.incident.Vanishing;
import java.net.URI;

/** What vanishing means in each format, where the file of feeds does not say it. */
final class FormatVanishing {

  private FormatVanishing() {}

  /**
   * The meaning.
   *
   * @param url tells a Statuspage's documents apart: its summary lists what is open, and its lists
   *     of incidents and maintenances are the newest of many
   */
  static Vanishing of(String format, URI url) {
    return switch (format) {
      case "aws-health-json",
          "azure-emerging-json",
          "azure-rss",
          "instatus-json",
          "slack-status-json",
          "statusio-json" ->
          Vanishing.CLOSES;
      case "aws-legacy-json", "gcp-incidents-json" -> Vanishing.RETRACTS;
      case "statuspage-json" ->
          url.getPath().endsWith("/summary.json") || url.getPath().endsWith("/unresolved.json")
              ? Vanishing.CLOSES
              : Vanishing.MEANS_NOTHING;
      default -> Vanishing.MEANS_NOTHING;
    };
  }
}
