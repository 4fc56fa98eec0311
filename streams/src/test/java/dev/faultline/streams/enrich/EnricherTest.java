package dev.faultline.streams.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.providers.Providers;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.HostingClass;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnricherTest {

  private static final String TABLE =
      """
      5.9.0.0,5.9.255.255,24940,Hetzner Online GmbH
      52.95.0.0,52.95.255.255,16509,"Amazon.com, Inc."
      198.51.100.0,198.51.100.255,64496,"Amazon.com, Inc."
      203.0.113.0,203.0.113.255,64500,Village Internet e.V.
      """;

  private static Enricher enricher;

  @BeforeAll
  static void loadTables(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("asn-ipv4.csv"), TABLE);
    enricher = new Enricher(Providers.load(), AsnTable.load(folder), RegionTable.empty());
  }

  @Test
  void derivesAllThatAnAddressTells() {
    Placed placed = enricher.place(node().setIp("52.95.110.1").build());

    assertThat(placed.entity(Dimension.ASN)).isEqualTo("AS16509");
    assertThat(placed.asnOrigin()).isEqualTo(Origin.DERIVED);
    assertThat(placed.provider()).isEqualTo("aws");
    assertThat(placed.providerOrigin()).isEqualTo(Origin.DERIVED);
    assertThat(placed.providerListed()).isTrue();
    assertThat(placed.hosting()).isEqualTo(HostingClass.HYPERSCALE);
    assertThat(placed.entity(Dimension.HOSTING)).isEqualTo("hyperscale");
    assertThat(placed.hostingOrigin()).isEqualTo(Origin.DERIVED);
    assertThat(placed.region()).as("an ASN tells no region").isNull();
    assertThat(placed.country()).as("an ASN tells no country").isNull();
    assertThat(placed.conflicts()).isEmpty();
  }

  @Test
  void declaredWinsAndTheConflictIsKept() {
    Placed placed =
        enricher.place(
            node()
                .setIp("52.95.110.1")
                .setAsn(16276L)
                .setProvider("Hetzner Online GmbH")
                .setHosting(HostingClass.CONSUMER)
                .build());

    assertThat(placed.entity(Dimension.ASN)).isEqualTo("AS16276");
    assertThat(placed.asnOrigin()).isEqualTo(Origin.DECLARED);
    assertThat(placed.provider()).isEqualTo("hetzner");
    assertThat(placed.providerOrigin()).isEqualTo(Origin.DECLARED);
    assertThat(placed.hosting()).isEqualTo(HostingClass.CONSUMER);
    assertThat(placed.hostingOrigin()).isEqualTo(Origin.DECLARED);
    assertThat(placed.conflicts())
        .containsExactly(Dimension.PROVIDER, Dimension.ASN, Dimension.HOSTING);
  }

  @Test
  void twoSpellingsOfOneProviderDoNotConflict() {
    Placed placed =
        enricher.place(
            node().setIp("52.95.110.1").setAsn(16509L).setProvider("amazon.com Inc").build());

    assertThat(placed.provider()).isEqualTo("aws");
    assertThat(placed.conflicts()).isEmpty();
  }

  @Test
  void unlistedProvidersStayAsSpelled() {
    Placed declared = enricher.place(node().setProvider(" Butterfly Research ").build());
    assertThat(declared.provider()).isEqualTo("Butterfly Research");
    assertThat(declared.providerOrigin()).isEqualTo(Origin.DECLARED);
    assertThat(declared.providerListed()).isFalse();
    assertThat(declared.hosting()).isNull();

    Placed derived = enricher.place(node().setIp("203.0.113.9").build());
    assertThat(derived.provider()).isEqualTo("Village Internet e.V.");
    assertThat(derived.providerOrigin()).isEqualTo(Origin.DERIVED);
    assertThat(derived.providerListed()).isFalse();
  }

  @Test
  void unlistedAsnOfAListedOrganizationIsTheProviders() {
    assertThat(enricher.place(node().setIp("198.51.100.1").build()).provider()).isEqualTo("aws");
  }

  @Test
  void aDeclaredAsnContradictsADeclaredProvider() {
    Placed placed = enricher.place(node().setAsn(24940L).setProvider("Amazon.com, Inc.").build());

    assertThat(placed.provider()).isEqualTo("aws");
    assertThat(placed.conflicts()).containsExactly(Dimension.PROVIDER);
  }

  @Test
  void onlyAListedProviderCanContradictAnother() {
    assertThat(
            enricher
                .place(node().setIp("203.0.113.9").setProvider("Village Net").build())
                .conflicts())
        .as("perhaps two spellings of one")
        .isEmpty();
    assertThat(
            enricher.place(node().setIp("5.9.1.1").setProvider("Village Net").build()).conflicts())
        .containsExactly(Dimension.PROVIDER);
  }

  @Test
  void aRegionBelongsToItsProvider() {
    assertThat(enricher.place(node().setProvider("Amazon").setRegion("us-east-1").build()).region())
        .isEqualTo("aws/us-east-1");
    assertThat(
            enricher.place(node().setProvider("aws").setRegion("aws/us-east-1").build()).region())
        .isEqualTo("aws/us-east-1");
    assertThat(enricher.place(node().setIp("52.95.110.1").setRegion("us-east-1").build()).region())
        .isEqualTo("aws/us-east-1");

    Placed lost = enricher.place(node().setRegion("us-east-1").build());
    assertThat(lost.region()).isNull();
    assertThat(lost.regionOrigin()).isNull();
  }

  @Test
  void nothingIsUnknownNotAnEntity() {
    Placed placed = enricher.place(node().setProvider("  ").setOperator("").build());

    for (Dimension dimension : Dimension.values()) {
      if (dimension != Dimension.NODE) {
        assertThat(placed.entity(dimension)).as(dimension.name()).isNull();
      }
    }
    assertThat(placed.providerOrigin()).isNull();
    assertThatThrownBy(() -> placed.entity(Dimension.NODE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void declaredAttributesPass() {
    Placed placed =
        enricher.place(node().setCountry("DE").setOperator("BlueLotus").setClient("agave").build());

    assertThat(placed.country()).isEqualTo("DE");
    assertThat(placed.countryOrigin()).isEqualTo(Origin.DECLARED);
    assertThat(placed.entity(Dimension.OPERATOR)).isEqualTo("BlueLotus");
    assertThat(placed.entity(Dimension.CLIENT)).isEqualTo("agave");
  }

  @Test
  void aSiteIsTheSmallestPlaceThatIsKnown() {
    Observation.Builder node = node().setProvider("Hetzner").setCountry("DE").setCity("Nürnberg");

    assertThat(enricher.place(node.build()).site()).isEqualTo("hetzner/DE/nuremberg");
    assertThat(enricher.place(node.build()).city()).isEqualTo("nuremberg");
    assertThat(enricher.place(node.build()).siteOrigin()).isEqualTo(Origin.DECLARED);
    assertThat(enricher.place(node.setRegion("nbg1").build()).site()).isEqualTo("hetzner/nbg1");
    assertThat(enricher.place(node.setRegion(null).setCity(" ").build()).site())
        .isEqualTo("hetzner/DE");
    Placed nowhere = enricher.place(node.setCountry(null).setCity("Nuremberg").build());
    assertThat(nowhere.site()).isNull();
    assertThat(nowhere.siteOrigin()).isNull();
    assertThat(nowhere.city()).as("of which country?").isNull();
    assertThat(enricher.place(node().setCountry("DE").build()).site()).isNull();
  }

  @Test
  void aCountryIsDerivedFromTheAddressWhereNoneIsDeclared(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("countries.csv");
    Files.writeString(file, "5.9.0.0,5.9.255.255,DE\n52.95.110.0,52.95.110.255,US\n");
    Enricher tables =
        new Enricher(
            Providers.load(),
            AsnTable.empty(),
            RegionTable.empty(),
            CountryTable.load(List.of(file)),
            Cities.load());

    Placed derived = tables.place(node().setIp("5.9.1.1").setProvider("Hetzner").build());
    assertThat(derived.country()).isEqualTo("DE");
    assertThat(derived.countryOrigin()).isEqualTo(Origin.DERIVED);
    assertThat(derived.site()).isEqualTo("hetzner/DE");
    assertThat(derived.siteOrigin()).isEqualTo(Origin.DERIVED);
    assertThat(derived.conflicts()).isEmpty();

    Placed declared = tables.place(node().setIp("5.9.1.1").setCountry("FI").build());
    assertThat(declared.country()).isEqualTo("FI");
    assertThat(declared.countryOrigin()).isEqualTo(Origin.DECLARED);
    assertThat(declared.conflicts()).containsExactly(Dimension.COUNTRY);
  }

  @Test
  void theSameTablesHaveTheSameVersion() {
    assertThat(enricher.tablesVersion())
        .hasSize(12)
        .isNotEqualTo(
            new Enricher(Providers.load(), AsnTable.empty(), RegionTable.empty()).tablesVersion());
    assertThat(
            new Enricher(Providers.load(), AsnTable.empty(), RegionTable.empty()).tablesVersion())
        .isEqualTo(
            new Enricher(Providers.load(), AsnTable.empty(), RegionTable.empty()).tablesVersion());
  }

  private static Observation.Builder node() {
    return Observation.newBuilder()
        .setNetwork("solana")
        .setLayer("consensus")
        .setNodeId("n")
        .setObservedAt(Instant.EPOCH)
        .setStatus(NodeStatus.UP)
        .setSource("test");
  }
}
