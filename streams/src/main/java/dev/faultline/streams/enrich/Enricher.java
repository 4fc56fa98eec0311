package dev.faultline.streams.enrich;

import dev.faultline.providers.Digest;
import dev.faultline.providers.ProviderName;
import dev.faultline.providers.Providers;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.HostingClass;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Origin;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Adds to what an observation declares what follows from it: IP → ASN → provider → hosting class,
 * IP → region, IP → country, and the site of these. Declared wins over derived. A pure function of
 * the observation and the tables; tables are changed by making another enricher.
 */
public final class Enricher {

  private final Providers providers;
  private final AsnTable asns;
  private final RegionTable regions;
  private final CountryTable countries;
  private final Cities cities;
  private final String tablesVersion;

  /** An enricher that derives no country. */
  public Enricher(Providers providers, AsnTable asns, RegionTable regions) {
    this(providers, asns, regions, CountryTable.empty(), Cities.load());
  }

  /** An enricher over these tables. */
  public Enricher(
      Providers providers,
      AsnTable asns,
      RegionTable regions,
      CountryTable countries,
      Cities cities) {
    this.providers = providers;
    this.asns = asns;
    this.regions = regions;
    this.countries = countries;
    this.cities = cities;
    this.tablesVersion =
        Digest.of(
            providers.version(),
            asns.version(),
            regions.version(),
            countries.version(),
            cities.version());
  }

  /** Twelve hex digits that change when any table's content does. */
  public String tablesVersion() {
    return tablesVersion;
  }

  /** Places a node by one observation of it. */
  public Placed place(Observation observation) {
    Set<Dimension> conflicts = EnumSet.noneOf(Dimension.class);
    String ip = known(observation.getIp());
    IpAddress address = ip == null ? null : IpAddress.parse(ip);
    Derivable<Long> asn = new Derivable<>(observation.getAsn(), asns.asnOf(address));
    if (asn.conflicts()) {
      conflicts.add(Dimension.ASN);
    }
    Derivable<ProviderName> provider =
        new Derivable<>(declaredProvider(observation), derivedProvider(asn.value()));
    if (provider.conflicts() && provider.declared().differsSurely(provider.derived())) {
      conflicts.add(Dimension.PROVIDER);
    }
    ProviderName name = provider.value();
    Derivable<HostingClass> hosting =
        new Derivable<>(observation.getHosting(), name == null ? null : name.hosting());
    if (hosting.conflicts()) {
      conflicts.add(Dimension.HOSTING);
    }
    Derivable<String> region =
        new Derivable<>(
            region(name, known(observation.getRegion())),
            region(name, name == null ? null : regions.regionOf(name.entity(), address)));
    if (region.conflicts()) {
      conflicts.add(Dimension.REGION);
    }
    Derivable<String> country =
        new Derivable<>(known(observation.getCountry()), countries.countryOf(address));
    if (country.conflicts()) {
      conflicts.add(Dimension.COUNTRY);
    }
    String city = city(country.value(), known(observation.getCity()));
    Origin siteOrigin = siteOrigin(provider, region, country);
    return new Placed(
        asn.value(),
        asn.origin(),
        name == null ? null : name.entity(),
        provider.origin(),
        name != null && name.isListed(),
        region.value(),
        region.origin(),
        country.value(),
        country.origin(),
        city,
        siteOrigin == null ? null : site(name.entity(), region.value(), country.value(), city),
        siteOrigin,
        known(observation.getOperator()),
        known(observation.getClient()),
        hosting.value(),
        hosting.origin(),
        List.copyOf(conflicts));
  }

  private ProviderName declaredProvider(Observation observation) {
    String spelling = known(observation.getProvider());
    return spelling == null ? null : providers.named(spelling);
  }

  private ProviderName derivedProvider(Long asn) {
    if (asn == null) {
      return null;
    }
    ProviderName listed = providers.ofAsn(asn);
    if (listed != null) {
      return listed;
    }
    String organization = asns.organization(asn);
    return organization == null ? null : providers.named(organization);
  }

  /** A region means something only with its provider: us-east-1 is not the only us-east-1. */
  private static String region(ProviderName provider, String region) {
    if (provider == null || region == null) {
      return null;
    }
    String prefix = provider.entity() + "/";
    return region.startsWith(prefix) ? region : prefix + region;
  }

  /** A city means something only with its country: there are many Frankfurts. */
  private String city(String country, String city) {
    return country == null || city == null ? null : cities.named(country, city);
  }

  private static String site(String provider, String region, String country, String city) {
    if (region != null) {
      return region;
    }
    String ofCountry = provider + "/" + country;
    return city == null ? ofCountry : ofCountry + "/" + city;
  }

  /** Null if there is no site; a city is always declared. */
  private static Origin siteOrigin(
      Derivable<ProviderName> provider, Derivable<String> region, Derivable<String> country) {
    Origin place = region.value() != null ? region.origin() : country.origin();
    if (provider.value() == null || place == null) {
      return null;
    }
    return provider.origin() == Origin.DECLARED ? place : Origin.DERIVED;
  }

  private static String known(String attribute) {
    return attribute == null || attribute.isBlank() ? null : attribute.strip();
  }

  /** An attribute's two sources, either of which may be null. */
  private record Derivable<T>(T declared, T derived) {
    T value() {
      return declared != null ? declared : derived;
    }

    Origin origin() {
      if (declared != null) {
        return Origin.DECLARED;
      }
      return derived != null ? Origin.DERIVED : null;
    }

    boolean conflicts() {
      return declared != null && derived != null && !declared.equals(derived);
    }
  }
}
