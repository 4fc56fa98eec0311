package dev.faultline.cli.service;

import dev.faultline.providers.Provider;
import dev.faultline.providers.Providers;
import dev.faultline.providers.RegionCountries;
import dev.faultline.schemas.Population;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.migrate.MigrationException;
import dev.faultline.sql.reference.ProviderTable;
import dev.faultline.sql.reference.ProviderTableRow;
import dev.faultline.sql.reference.RegionCountryRow;
import dev.faultline.sql.reference.RegionCountryTable;
import dev.faultline.sql.reference.RuleRow;
import dev.faultline.sql.reference.RuleRow.Threshold;
import dev.faultline.sql.reference.RuleTable;
import dev.faultline.streams.network.FaultRule;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Brings the rules by which the streams measure to where the views can read them. */
public final class Rules {

  private static final int MILLIS = 1000;
  private static final Population DEFAULTS = new Population("", "");

  private Rules() {}

  /** Writes the rules of all populations, the defaults, the countries of regions, and providers. */
  public static void publish(ClickHouse clickHouse, Networks networks) throws MigrationException {
    List<RuleRow> rows = new ArrayList<>();
    rows.add(row(networks.rules(DEFAULTS)));
    networks.all().forEach(rules -> rows.add(row(rules)));
    try {
      RuleTable.write(clickHouse, rows);
      RegionCountryTable.write(
          clickHouse,
          RegionCountries.load().all().stream()
              .map(
                  row ->
                      new RegionCountryRow(
                          row.provider(), row.region(), row.country(), row.source()))
              .toList());
      ProviderTable.write(clickHouse, Providers.load().all().stream().map(Rules::row).toList());
    } catch (SQLException e) {
      throw new MigrationException(
          "writing the tables networks, region_countries and providers failed on ClickHouse at "
              + clickHouse.url()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static ProviderTableRow row(Provider provider) {
    return new ProviderTableRow(
        provider.id(),
        provider.name(),
        provider.hosting().name().toLowerCase(Locale.ROOT),
        provider.asns(),
        provider.aliases(),
        provider.source());
  }

  private static RuleRow row(PopulationRules rules) {
    return new RuleRow(
        rules.population().network(),
        rules.population().layer(),
        rules.baseUnit(),
        threshold(rules.liveness()),
        rules.safety().map(Rules::threshold),
        rules.kind().name().toLowerCase(Locale.ROOT),
        rules.stepMillis() / MILLIS,
        rules.windowSeconds(),
        rules.graceMillis() / MILLIS,
        rules.publisherLagMillis() / MILLIS,
        rules.hasPrivateNodes(),
        rules.citation());
  }

  private static Threshold threshold(FaultRule rule) {
    return new Threshold(rule.numerator(), rule.denominator(), rule.strict());
  }
}
