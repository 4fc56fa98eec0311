package dev.faultline.streams.topology;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import dev.faultline.schemas.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Records of the incident topic, with whatever does not matter filled in. */
final class IncidentRecords {

  static {
    TrustedRecords.trust();
  }

  private IncidentRecords() {}

  /** An outage of us-east-1, known when it begins; open without an end. */
  static IncidentRevision outage(String provider, String id, Instant begins, Instant ends) {
    return IncidentRevision.newBuilder()
        .setSource(provider + "-status")
        .setIncidentId(id)
        .setRevision(1)
        .setContentHash("00")
        .setKnownAt(begins)
        .setKind(IncidentKind.OUTAGE)
        .setProvider(provider)
        .setStatus(ends == null ? IncidentStatus.INVESTIGATING : IncidentStatus.RESOLVED)
        .setSeverity(Severity.MAJOR)
        .setBeginsAt(begins)
        .setEndsAt(ends)
        .setTitle("trouble")
        .setScopes(List.of(new Scope(provider, "us-east-1", null)))
        .build();
  }

  /** Trouble of a dependant for an hour. */
  static IncidentRevision trouble(String id, Instant begins) {
    return IncidentRevision.newBuilder(
            outage("coinbase", id, begins, begins.plus(Duration.ofHours(1))))
        .setKind(IncidentKind.DEPENDANT)
        .build();
  }

  /** The same, seen at another instant. */
  static IncidentRevision known(IncidentRevision revision, Instant knownAt) {
    return IncidentRevision.newBuilder(revision).setKnownAt(knownAt).build();
  }
}
