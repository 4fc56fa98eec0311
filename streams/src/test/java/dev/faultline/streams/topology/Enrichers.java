package dev.faultline.streams.topology;

import dev.faultline.providers.Providers;
import dev.faultline.streams.enrich.AsnTable;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.RegionTable;

/** Enrichers for tests. */
final class Enrichers {

  private Enrichers() {}

  /** The product's tables, without a table of addresses. */
  static Enricher withoutAddresses() {
    return new Enricher(Providers.load(), AsnTable.empty(), RegionTable.empty());
  }
}
