package dev.faultline.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RegionCountriesTest {

  private final RegionCountries table = RegionCountries.load();

  @Test
  void tellsWhereRegionsLie() {
    assertThat(table.countryOf("aws", "us-east-1")).isEqualTo("US");
    assertThat(table.countryOf("gcp", "europe-west4")).isEqualTo("NL");
    assertThat(table.countryOf("azure", "northeurope")).isEqualTo("IE");
    assertThat(table.countryOf("hetzner", "fsn1")).isEqualTo("DE");
    assertThat(table.countryOf("hetzner", "hel1")).isEqualTo("FI");
    assertThat(table.countryOf("aws", "mars-1")).isNull();
  }

  @Test
  void everyRowNamesAListedProviderACountryAndWhereItSaysSo() {
    Set<String> providers =
        Providers.load().all().stream().map(Provider::id).collect(Collectors.toSet());
    assertThat(table.all())
        .allSatisfy(
            row -> {
              assertThat(providers).contains(row.provider());
              assertThat(Locale.getISOCountries()).contains(row.country());
              assertThat(row.source()).startsWith("https://");
            });
    assertThat(table.all())
        .extracting(RegionCountries.Row::provider)
        .contains(
            "aws",
            "gcp",
            "azure",
            "digitalocean",
            "hetzner",
            "ovh",
            "oracle",
            "alibaba",
            "tencent",
            "akamai",
            "vultr",
            "scaleway");
  }

  @Test
  void aRegionInTwoCountriesIsRefused() {
    assertThatThrownBy(
            () ->
                RegionCountries.read(
                    "provider,country,regions,source\na,DE,x y,https://a\na,FR,y,https://a\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a/y has two countries");
  }
}
