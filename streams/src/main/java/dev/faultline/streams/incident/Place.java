package dev.faultline.streams.incident;

/**
 * Where an incident is said to hurt.
 *
 * @param provider canonical id
 * @param region of the provider; null is unknown, {@link #EVERY_REGION} is every one
 * @param zone of the region; null is unknown or all of it
 */
public record Place(String provider, String region, String zone) {

  /** The region of an incident that is said to hurt everywhere. */
  public static final String EVERY_REGION = "global";
}
