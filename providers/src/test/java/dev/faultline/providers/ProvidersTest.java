package dev.faultline.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.HostingClass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersTest {

  private static final String HEADER = String.join(",", ProviderRow.COLUMNS) + "\n";

  private final Providers providers = Providers.load();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aws | Amazon.com  Inc.",
        "aws | Amazon.com, Inc.",
        "aws | amazon.com Inc",
        "aws | amazon.com Inc.",
        "aws | AT-88-Z",
        "aws | AMAZON-02",
        "aws | AWS EC2 (us-east-1)",
        "aws | Amazon Data Services Ireland Ltd",
        "azure | Microsoft Corporation",
        "azure | MSFT",
        "azure | Microsoft Azure Cloud (westeurope)",
        "gcp | Google LLC",
        "gcp | GOOGLE-CLOUD-PLATFORM",
        "gcp | Google Cloud (us-east4)",
        "google-fiber | Google Fiber Inc.",
        "hetzner | Hetzner Online GmbH",
        "hetzner | HETZNER",
        "ovh | OVH SAS",
        "ovh | OVH Hosting, Inc.",
        "teraswitch | TeraSwitch Networks Inc.",
        "teraswitch | TERASWITCH",
        "latitude | Latitude.sh",
        "latitude | Latitude.sh LTDA",
        "cherry | UAB Cherry Servers",
        "vultr | The Constant Company  LLC",
        "vultr | AS-CHOOPA",
        "digitalocean | Digital Ocean",
        "digitalocean | DigitalOcean, LLC",
        "digitalocean | DIGITALOCEAN-ASN",
        "oracle | Oracle Cloud Infrastructure (us-ashburn-1)",
        "alibaba | Alibaba (US) Technology Co.  Ltd.",
        "alibaba | Alibaba US Technology Co., Ltd.",
        "tencent | Tencent Building, Kejizhongyi Avenue",
        "akamai | Akamai Connected Cloud",
        "akamai | Linode, LLC",
        "contabo | CONTABO",
        "contabo | Nubes, LLC",
        "leaseweb | LeaseWeb Netherlands B.V.",
        "equinix | Packet Host  Inc.",
        "cloudflare | Cloudflare, Inc.",
        "scaleway | SCALEWAY S.A.S.",
        "fly | Fly.io, Inc.",
        "fly | Fly.io",
        "ovh | OVH Public Cloud",
        "ionos | IONOS Cloud",
        "mevspace | MEVSPACE sp. z o.o.",
      })
  void everySpellingOfAProviderIsOneEntity(String id, String spelling) {
    assertThat(providers.named(spelling).entity()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "16509, aws, HYPERSCALE",
    "14618, aws, HYPERSCALE",
    "396982, gcp, HYPERSCALE",
    "8075, azure, HYPERSCALE",
    "24940, hetzner, CLOUD",
    "16276, ovh, CLOUD",
    "20473, vultr, CLOUD",
    "396356, latitude, DATACENTER",
    "20326, teraswitch, DATACENTER",
    "204770, cherry, DATACENTER",
    "7922, comcast, RESIDENTIAL"
  })
  void asnsHaveTheirProvidersAndHostingClasses(long asn, String id, HostingClass hosting) {
    assertThat(providers.ofAsn(asn).entity()).isEqualTo(id);
    assertThat(providers.ofAsn(asn).hosting()).isEqualTo(hosting);
  }

  @Test
  void unlistedSpellingsStayAsTheyAre() {
    ProviderName name = providers.named("Butterfly Research");

    assertThat(name.entity()).isEqualTo("Butterfly Research");
    assertThat(name.isListed()).isFalse();
    assertThat(name.hosting()).isNull();
    assertThat(providers.ofAsn(64512)).isNull();
  }

  @Test
  void namesThatOnlyBeginLikeAProviderAreNotIt() {
    assertThat(List.of("Amazonas Telecom", "Oracle Bones Hosting", "Inc.", "---", "Hetz"))
        .noneMatch(spelling -> providers.named(spelling).isListed());
  }

  @Test
  void everyRowHasASourceAndFindsItselfByIdAndName() {
    assertThat(providers.all())
        .hasSizeGreaterThan(60)
        .allSatisfy(
            provider -> {
              assertThat(provider.source()).isNotBlank();
              assertThat(provider.asns()).isNotEmpty();
              assertThat(providers.named(provider.id()).listed()).isEqualTo(provider);
              assertThat(providers.named(provider.name()).listed()).isEqualTo(provider);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS,A,cloud,1,a,s | column id: expected lower-case",
        "aws,,cloud,1,a,s | column name: must not be empty",
        "aws,A,clouds,1,a,s | column hosting: 'clouds' is no hosting class",
        "aws,A,cloud,AS1,a,s | column asns: 'AS1' is no ASN",
        "aws,A,cloud,4294967296,a,s | column asns",
        "aws,A,cloud,1,.,s | column aliases: '.' has no letter or digit",
        "aws,A,cloud,1,a, | column source: must not be empty"
      })
  void aMistakeIsNamedByLineAndColumn(String row, String complaint) {
    assertThatThrownBy(() -> Providers.read("mine.csv", HEADER + row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mine.csv line 2, ")
        .hasMessageContaining(complaint);
  }

  @Test
  void nothingBelongsToTwoProviders() {
    String first = HEADER + "aws,Amazon,cloud,16509,Amazon Inc,s\n";

    assertThatThrownBy(() -> Providers.read("mine.csv", first + "b,B,cloud,16509,b,s"))
        .hasMessage("mine.csv line 3, column asns: AS16509 already belongs to aws");
    assertThatThrownBy(() -> Providers.read("mine.csv", first + "b,B,cloud,1,AMAZON,s"))
        .hasMessage("mine.csv line 3, column aliases: 'AMAZON' already belongs to aws");
    assertThatThrownBy(() -> Providers.read("mine.csv", first + "aws,B,cloud,1,b,s"))
        .hasMessage("mine.csv line 3, column id: a second row for this provider");
    assertThatThrownBy(() -> Providers.read("mine.csv", "id,name\na,b"))
        .hasMessageStartingWith("mine.csv line 1: columns must be id,name,hosting");
  }

  @Test
  void aShortRowIsRefused() {
    assertThatThrownBy(() -> Providers.read("mine.csv", HEADER + "aws,A,cloud"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mine.csv line 2, column source: ");
    assertThatThrownBy(() -> Providers.read("mine.csv", HEADER + "a,A,cloud,1,a,s\nb,B"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mine.csv: ");
  }

  @Test
  void theVersionFollowsTheContent() {
    String table = HEADER + "aws,Amazon,cloud,16509,Amazon Inc,s\n";

    assertThat(Providers.read("a", table).version())
        .hasSize(12)
        .isEqualTo(Providers.read("b", table).version())
        .isNotEqualTo(Providers.read("a", table.replace("16509", "14618")).version());
  }
}
