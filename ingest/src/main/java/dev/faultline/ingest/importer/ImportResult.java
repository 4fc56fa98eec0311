package dev.faultline.ingest.importer;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of an import.
 *
 * @param accepted records that passed the checks
 * @param rejected records that did not; each is in the dead letters
 * @param published observations and revisions that the brokers acknowledged
 * @param unchanged sightings that say nothing new
 * @param watermarks watermarks sent, each to every partition
 * @param late observations of slots that were closed when they were published
 * @param twice observations of a node at an instant that the import had an observation of before,
 *     and records that a later one took the place of
 * @param vanished revisions of incidents that a recorded listing listed no more
 * @param refusals why records were refused, and how many for each reason, the most frequent first
 * @param dropped why attributes were left out of accepted records, and how many
 * @param nothingTaken files of which nothing was accepted and something refused
 * @param complete whether every file could be read to its end
 */
public record ImportResult(
    long accepted,
    long rejected,
    long published,
    long unchanged,
    long watermarks,
    long late,
    long twice,
    long vanished,
    Map<String, Long> refusals,
    Map<String, Long> dropped,
    List<Path> nothingTaken,
    boolean complete) {

  /** One in which every record could be taken as it was. */
  public ImportResult(
      long accepted,
      long rejected,
      long published,
      long unchanged,
      long watermarks,
      long late,
      long twice,
      boolean complete) {
    this(
        accepted,
        rejected,
        published,
        unchanged,
        watermarks,
        late,
        twice,
        0,
        Map.of(),
        Map.of(),
        List.of(),
        complete);
  }

  /** Keeps the collections as they are now. */
  public ImportResult {
    refusals = Collections.unmodifiableMap(new LinkedHashMap<>(refusals));
    dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    nothingTaken = List.copyOf(nothingTaken);
  }
}
