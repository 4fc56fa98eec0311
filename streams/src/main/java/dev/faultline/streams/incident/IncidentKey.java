package dev.faultline.streams.incident;

/**
 * Which incident: sources number theirs independently.
 *
 * @param source the feed, such as gcp-status
 * @param id within the source
 */
public record IncidentKey(String source, String id) implements Comparable<IncidentKey> {

  @Override
  public int compareTo(IncidentKey other) {
    int bySource = source.compareTo(other.source);
    return bySource != 0 ? bySource : id.compareTo(other.id);
  }
}
