package dev.faultline.streams.resilience;

import java.util.Optional;

/**
 * Where an incident is said to hurt.
 *
 * @param provider canonical provider id
 * @param region the provider's region; {@link #EVERYWHERE} for all of them; empty if the source
 *     does not tell, which is not the same
 */
public record Place(String provider, Optional<String> region) {

  /** The region of an incident that concerns all regions. */
  public static final String EVERYWHERE = "global";
}
