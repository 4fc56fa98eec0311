package dev.faultline.streams.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
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
    assertThat(Exposure.of(List.of(in("aws", Place.EVERYWHERE)), HOSTED))
        .isEqualTo(new Exposure(40, 40));
  }

  @Test
  void aRegionIsWhatIsKnownToBeThere() {
    assertThat(Exposure.of(List.of(in("aws", "us-east-1")), HOSTED))
        .isEqualTo(new Exposure(30, 30));
  }

  @Test
  void theUnionCountsOnce() {
    assertThat(
            Exposure.of(
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
    assertThat(Exposure.of(List.of(in("hetzner", "fsn1")), HOSTED)).isEqualTo(new Exposure(0, 25));
    HostedWeight partly = hosted();
    partly.addProvider("aws", 7);
    assertThat(Exposure.of(List.of(in("aws", "us-east-1")), partly))
        .isEqualTo(new Exposure(30, 37));
  }

  @Test
  void anUnknownRegionIsNotGlobal() {
    assertThat(Exposure.of(List.of(new Place("aws", Optional.empty())), HOSTED))
        .isEqualTo(new Exposure(0, 40));
    assertThat(
            Exposure.of(
                List.of(new Place("aws", Optional.empty()), in("aws", "eu-west-1")), HOSTED))
        .isEqualTo(new Exposure(10, 40));
  }

  @Test
  void aProviderThatHostsNothingIsNoExposure() {
    assertThat(Exposure.of(List.of(in("gcp", Place.EVERYWHERE), in("gcp", "us")), HOSTED))
        .isEqualTo(Exposure.NONE);
  }

  private static Place in(String provider, String region) {
    return new Place(provider, Optional.of(region));
  }
}
