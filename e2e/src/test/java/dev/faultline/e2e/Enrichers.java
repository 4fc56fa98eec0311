package dev.faultline.e2e;

import dev.faultline.local.Installation;
import dev.faultline.providers.Providers;
import dev.faultline.streams.enrich.AsnTable;
import dev.faultline.streams.enrich.Cities;
import dev.faultline.streams.enrich.CountryTable;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.RegionTable;
import java.io.IOException;
import java.util.function.Supplier;

/** Enrichment for tests of the whole. */
final class Enrichers {

  private Enrichers() {}

  /** With the tables that come with the build. */
  static Supplier<Enricher> asInstalled() throws IOException {
    Enricher enricher =
        new Enricher(
            Providers.load(),
            AsnTable.load(Installation.find().asnTables()),
            RegionTable.empty(),
            CountryTable.load(CountryTable.files(Installation.find().countryTables())),
            Cities.load());
    return () -> enricher;
  }
}
