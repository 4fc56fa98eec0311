package dev.faultline.streams.index;

import dev.faultline.streams.impact.IncidentUpdate;
import dev.faultline.streams.resilience.OpenIncident;
import java.util.List;

/** Tells which incidents are open. */
public interface IncidentsAt {

  /**
   * The incidents open at an instant, as known then.
   *
   * @param open those that were open
   * @param news of which incidents a revision has become known since the last T
   * @param through they were chosen among the revisions before this offset
   */
  record Known(List<OpenIncident> open, List<IncidentUpdate> news, long through) {}

  /**
   * Asked for ascending instants and positions.
   *
   * @param position the revisions before this offset count; -1 for all that are known by now
   */
  Known known(long at, long position);
}
