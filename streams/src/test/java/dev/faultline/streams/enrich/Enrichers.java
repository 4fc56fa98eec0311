package dev.faultline.streams.enrich;

import dev.faultline.providers.Providers;

/** Enrichers for tests. */
public final class Enrichers {

  private Enrichers() {}

  /** The product's tables, without a table of addresses. */
  public static Enricher withoutAddresses() {
    return new Enricher(Providers.load(), AsnTable.empty(), RegionTable.empty());
  }
}
