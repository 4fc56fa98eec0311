package dev.faultline.streams.ripple;

import dev.faultline.schemas.RippleFinding;
import dev.faultline.schemas.RippleRow;
import dev.faultline.streams.incident.EffectiveIncident;
import dev.faultline.streams.incident.IncidentKey;
import dev.faultline.streams.incident.Revision;
import java.time.Instant;

/**
 * A dependant's incident that began within a provider's outage.
 *
 * @param dependantIncident the dependant's
 * @param providerIncident the outage
 * @param attributedIn where the text of the dependant names the provider; null if it does not
 * @param lag from the begin of the outage to that of the dependant's incident, in milliseconds
 */
record RipplePair(
    String dependant,
    IncidentKey dependantIncident,
    String provider,
    IncidentKey providerIncident,
    String attributedIn,
    long lag) {

  private static final String METHODOLOGY_VERSION = "1";

  /** Whether the two are a pair. */
  static boolean holds(EffectiveIncident dependant, EffectiveIncident outage) {
    return outage.span().contains(dependant.span().begins());
  }

  static RipplePair of(EffectiveIncident dependant, EffectiveIncident outage) {
    Revision suffering = dependant.revision();
    Revision causing = outage.revision();
    return new RipplePair(
        suffering.provider(),
        suffering.incident(),
        causing.provider(),
        causing.incident(),
        suffering.attributedTo().get(causing.provider()),
        dependant.span().begins() - outage.span().begins());
  }

  /** Says that it is known since an instant, or known since then not to be. */
  RippleRow row(boolean holds, long at) {
    return RippleRow.newBuilder()
        .setDependant(dependant)
        .setProvider(provider)
        .setAt(Instant.ofEpochMilli(at))
        .setFinding(holds ? RippleFinding.PAIR : RippleFinding.NO_PAIR)
        .setDependantSource(dependantIncident.source())
        .setDependantIncident(dependantIncident.id())
        .setProviderSource(providerIncident.source())
        .setProviderIncident(providerIncident.id())
        .setLagMs(holds ? lag : null)
        .setAttributedIn(holds ? attributedIn : null)
        .setMethodologyVersion(METHODOLOGY_VERSION)
        .build();
  }
}
