package dev.faultline.cli.demo;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Severity;
import java.time.Instant;
import java.util.List;

/**
 * Services that fell with AWS on 2025-10-20. Of GitHub and DigitalOcean the status pages were
 * recorded (github.com/outages), and both name a provider of theirs as the cause. That Coinbase,
 * Roblox and Snapchat failed was in the press that day; when they did is assumed.
 */
final class Dependants {

  /** The feed of those whose status page was recorded. */
  static final String RECORDED = "demo-recorded";

  /** The feed of those whose times are assumed. */
  static final String ASSUMED = "demo-assumed";

  private Dependants() {}

  static List<IncidentRevision> revisions() {
    return List.of(
        assumed("coinbase", "Customers cannot trade or log in"),
        assumed("roblox", "Players cannot log in"),
        assumed("snapchat", "Snaps are not sent"),
        recorded(
            "github",
            "2025-10-20T08:56:28.653Z",
            "2025-10-20T08:56:28.770Z",
            Severity.MAJOR,
            "Codespaces cannot be created or resumed"),
        recorded(
            "digitalocean",
            "2025-10-20T08:00:00Z",
            "2025-10-20T10:21:21.857Z",
            Severity.MINOR,
            "Multiple services disrupted"));
  }

  private static IncidentRevision recorded(
      String dependant, String beginsAt, String knownAt, Severity severity, String title) {
    return revision(RECORDED, dependant, beginsAt, knownAt, severity, title);
  }

  /** Reports from users rose at about half past seven, UTC. */
  private static IncidentRevision assumed(String dependant, String title) {
    String at = "2025-10-20T07:30:00Z";
    return revision(ASSUMED, dependant, at, at, Severity.MAJOR, title);
  }

  private static IncidentRevision revision(
      String source,
      String dependant,
      String beginsAt,
      String knownAt,
      Severity severity,
      String title) {
    return IncidentRevision.newBuilder()
        .setSource(source)
        .setIncidentId(dependant + "-2025-10-20")
        .setKnownAt(Instant.parse(knownAt))
        .setKind(IncidentKind.DEPENDANT)
        .setProvider(dependant)
        .setStatus(IncidentStatus.INVESTIGATING)
        .setSeverity(severity)
        .setBeginsAt(Instant.parse(beginsAt))
        .setEndsAt(null)
        .setTitle(title)
        .setScopes(List.of())
        .setServices(List.of())
        .setRevision(0)
        .setContentHash(dependant)
        .build();
  }
}
