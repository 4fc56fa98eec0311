package dev.faultline.ingest.publish;

/**
 * What became of an import.
 *
 * @param accepted records that passed the checks
 * @param rejected records that did not; each is in the dead letters
 * @param published observations and revisions that the brokers acknowledged
 * @param unchanged sightings that say nothing new
 * @param watermarks watermarks sent, each to every partition
 * @param late observations of slots that were closed when they were published
 * @param twice observations of a node at an instant that the import had an observation of before
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
    boolean complete) {}
