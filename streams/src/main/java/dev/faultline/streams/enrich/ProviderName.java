package dev.faultline.streams.enrich;

import dev.faultline.schemas.HostingClass;

/**
 * A provider as an entity: a listed one by its canonical id, any other as it was spelled.
 *
 * @param entity canonical id, or the spelling
 * @param listed the provider's row, null for a spelling that no row has
 */
record ProviderName(String entity, Provider listed) {

  boolean isListed() {
    return listed != null;
  }

  HostingClass hosting() {
    return listed == null ? null : listed.hosting();
  }

  /**
   * Whether two names are two providers for sure. Two spellings without a row may be one provider:
   * sources abbreviate the same organization differently.
   */
  boolean differsSurely(ProviderName other) {
    return (isListed() || other.isListed()) && !entity.equals(other.entity);
  }
}
