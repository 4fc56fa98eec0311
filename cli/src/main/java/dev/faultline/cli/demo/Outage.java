package dev.faultline.cli.demo;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import java.time.Instant;
import java.util.List;

/**
 * What AWS said of us-east-1 on 2025-10-20, and when. Times of the outage: AWS, "Summary of the
 * Amazon DynamoDB Service Disruption in the Northern Virginia (US-EAST-1) Region": from 06:48 UTC,
 * DNS restored 09:25, the last services 21:20. Of what was known: the health dashboard's posts of
 * that day. How severe each made it look is our reading.
 */
final class Outage {

  static final String REGION = "us-east-1";
  static final Instant BEGINS = Instant.parse("2025-10-20T06:48:00Z");
  static final String SOURCE = "demo";
  static final String ID = "aws-us-east-1-2025-10-20";

  private static final Instant LAST_SERVICES = Instant.parse("2025-10-20T21:20:00Z");

  private Outage() {}

  /** Its revisions as they came to be known. Numbered by whoever publishes them. */
  static List<IncidentRevision> revisions() {
    return List.of(
        revision("2025-10-20T07:11:00Z", IncidentStatus.INVESTIGATING, Severity.MINOR, null),
        revision("2025-10-20T07:51:00Z", IncidentStatus.INVESTIGATING, Severity.MAJOR, null),
        revision("2025-10-20T08:26:00Z", IncidentStatus.INVESTIGATING, Severity.CRITICAL, null),
        revision("2025-10-20T09:01:00Z", IncidentStatus.IDENTIFIED, Severity.CRITICAL, null),
        revision("2025-10-20T09:27:00Z", IncidentStatus.MONITORING, Severity.MAJOR, null),
        revision("2025-10-20T22:01:00Z", IncidentStatus.RESOLVED, Severity.MAJOR, LAST_SERVICES));
  }

  private static IncidentRevision revision(
      String knownAt, IncidentStatus status, Severity severity, Instant endsAt) {
    return IncidentRevision.newBuilder()
        .setSource(SOURCE)
        .setIncidentId(ID)
        .setKnownAt(Instant.parse(knownAt))
        .setKind(IncidentKind.OUTAGE)
        .setProvider("aws")
        .setStatus(status)
        .setSeverity(severity)
        .setBeginsAt(BEGINS)
        .setEndsAt(endsAt)
        .setTitle("Increased error rates and latencies in N. Virginia")
        .setScopes(List.of(new Scope("aws", REGION, null)))
        .setServices(List.of("DynamoDB", "EC2", "Lambda", "NLB"))
        .setRevision(0)
        .setContentHash("%s-%s-%s".formatted(knownAt, status, severity))
        .build();
  }
}
