package dev.faultline.streams.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.providers.RegionCountries;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The check of the methodology: aws/us-east-1 30, aws/eu-west-1 10, hetzner 25, ovh 15, home 20.
 */
class ExposureTest {

  private static final HostedWeight HOSTED = hosted();

  private static HostedWeight hosted() {
    HostedWeight hosted = new HostedWeight();
    hosted.addProvider("aws", 40);
    hosted.addRegion("aws/us-east-1", 30);
    hosted.addRegion("aws/eu-west-1", 10);
    hosted.addProvider("hetzner", 25);
    hosted.addProvider("ovh", 15);
    hosted.addProvider("home", 20);
    return hosted;
  }

  @Test
  void aProviderEverywhereIsAllThatItHosts() {
    assertThat(exposure(List.of(in("aws", Place.EVERYWHERE)), HOSTED))
        .isEqualTo(new Exposure(40, 40));
  }

  @Test
  void aRegionIsWhatIsKnownToBeThere() {
    assertThat(exposure(List.of(in("aws", "us-east-1")), HOSTED)).isEqualTo(new Exposure(30, 30));
  }

  @Test
  void theUnionCountsOnce() {
    assertThat(
            exposure(
                List.of(
                    in("aws", "us-east-1"),
                    in("aws", "us-east-1"),
                    in("aws", Place.EVERYWHERE),
                    in("hetzner", Place.EVERYWHERE)),
                HOSTED))
        .isEqualTo(new Exposure(65, 65));
  }

  @Test
  void aNodeOfUnknownRegionMayBeInside() {
    assertThat(exposure(List.of(in("hetzner", "fsn1")), HOSTED)).isEqualTo(new Exposure(0, 25));
    HostedWeight partly = hosted();
    partly.addProvider("aws", 7);
    assertThat(exposure(List.of(in("aws", "us-east-1")), partly)).isEqualTo(new Exposure(30, 37));
  }

  @Test
  void anUnknownRegionIsNotGlobal() {
    assertThat(exposure(List.of(new Place("aws", Optional.empty())), HOSTED))
        .isEqualTo(new Exposure(0, 40));
    assertThat(
            exposure(List.of(new Place("aws", Optional.empty()), in("aws", "eu-west-1")), HOSTED))
        .isEqualTo(new Exposure(10, 40));
  }

  @Test
  void aProviderThatHostsNothingIsNoExposure() {
    assertThat(exposure(List.of(in("gcp", Place.EVERYWHERE), in("gcp", "us")), HOSTED))
        .isEqualTo(Exposure.NONE);
  }

  /** Nodes of unknown region in DE 10, in US 5, of unknown country 2, and 30 in us-east-1. */
  @Test
  void aNodeInAnotherCountryIsNotInTheRegion() {
    HostedWeight aws = new HostedWeight();
    aws.addProvider("aws", 47);
    aws.addRegion("aws/us-east-1", 30);
    aws.addSite("aws/us-east-1", 30, 30);
    aws.addSite("aws/DE/frankfurt-am-main", 6, 0);
    aws.addSite("aws/DE", 4, 0);
    aws.addSite("aws/US/ashburn", 5, 0);

    assertThat(exposure(List.of(in("aws", "us-east-1")), aws)).isEqualTo(new Exposure(30, 37));
    assertThat(exposure(List.of(in("aws", "us-east-1"), in("aws", "eu-central-1")), aws))
        .as("one of them lies in DE")
        .isEqualTo(new Exposure(30, 47));
    assertThat(exposure(List.of(in("aws", "us-east-1"), in("aws", "mars-1")), aws))
        .as("nobody knows where mars-1 lies")
        .isEqualTo(new Exposure(30, 47));
    assertThat(exposure(List.of(new Place("aws", Optional.empty())), aws))
        .isEqualTo(new Exposure(0, 47));
  }

  @Test
  void aRegionThatBearsACountrysNameIsNotTheCountry() {
    HostedWeight some = new HostedWeight();
    some.addProvider("some/one", 9);
    some.addRegion("some/one/DE", 4);
    some.addSite("some/one/DE", 9, 4);

    // a provider's name with a slash is not told from its region, as everywhere
    assertThat(some.unlocatedOutside("some/one", Set.of("US"))).isEqualTo(5);
    assertThat(some.unlocatedOutside("some/one", Set.of("DE"))).isZero();
  }

  /** One spelling of a provider made the share in an outage negative. */
  @Test
  void aProvidersSpellingMayHaveSlashes() {
    HostedWeight hosted = new HostedWeight();
    hosted.addProvider("aws", 1);
    hosted.addProvider("aws/lightsail", 2);
    hosted.addProvider("ovh", 1);
    hosted.addRegion("aws/lightsail/us-east-1", 2);

    assertThat(exposure(List.of(in("aws", "us-east-1")), hosted)).isEqualTo(new Exposure(0, 1));
    assertThat(exposure(List.of(in("aws/lightsail", "us-east-1")), hosted))
        .isEqualTo(new Exposure(2, 2));
  }

  private static Exposure exposure(List<Place> places, HostedWeight hosted) {
    return Exposure.of(places, hosted, RegionCountries.load());
  }

  private static Place in(String provider, String region) {
    return new Place(provider, Optional.of(region));
  }
}
