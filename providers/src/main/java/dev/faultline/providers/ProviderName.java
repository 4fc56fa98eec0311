package dev.faultline.providers;

import dev.faultline.schemas.HostingClass;

/**
 * A provider as an entity: a listed one by its canonical id, any other as it was spelled.
 *
 * @param entity canonical id, or the spelling
 * @param listed the provider's row, null for a spelling that no row has
 */
public record ProviderName(String entity, Provider listed) {

  /** Whether it stands in the table. */
  public boolean isListed() {
    return listed != null;
  }

  /** What kind of place its machines are in; null if that is not known. */
  public HostingClass hosting() {
    return listed == null ? null : listed.hosting();
  }

  /**
   * Whether two names are two providers for sure. Two spellings without a row may be one provider:
   * sources abbreviate the same organization differently.
   */
  public boolean differsSurely(ProviderName other) {
    return (isListed() || other.isListed()) && !entity.equals(other.entity);
  }
}
