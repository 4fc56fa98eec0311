package dev.faultline.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {

  @ParameterizedTest
  @CsvSource({
    "212.83.42.40, 212.83.42.40",
    "2A01:04F8:0000:0000:0000:0000:0000:0001, 2a01:4f8::1",
    "::ffff:8.8.8.8, 8.8.8.8",
    "' 8.8.8.8 ', 8.8.8.8",
    "100.63.255.255, 100.63.255.255",
    "172.32.0.1, 172.32.0.1",
    "223.255.255.255, 223.255.255.255",
  })
  void writesPublicAddressesInOneWay(String text, String canonical) throws RefusedException {
    assertThat(PublicAddress.canonical("ip", text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.04",
        "0x7f000001",
        "16909060",
        "1.2.3.*",
        "1.2.3.4/24",
        "1-2.3.4.5",
        "8.8.8.8:53",
        "fe80::1%eth0",
        "::",
        "2001:::1",
        "localhost",
        "*",
        "١.٢.٣.٤"
      })
  void refusesWhatIsNoSingleAddress(String text) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> PublicAddress.canonical("ip", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.255.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.2.7",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "255.255.255.255",
        "::ffff:192.168.0.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "3fff::1",
        "64:ff9b::1"
      })
  void refusesWhatNoPublicNodeCanHave(String text) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> PublicAddress.canonical("ip", text))
        .withMessageContaining("is not a public address")
        .satisfies(e -> assertThat(e.field()).contains("ip"));
  }

  @Property
  void privateRangesAreRefusedWhole(
      @ForAll @IntRange(max = 255) int b,
      @ForAll @IntRange(max = 255) int c,
      @ForAll @IntRange(max = 255) int d) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> PublicAddress.canonical("ip", "10." + b + "." + c + "." + d));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () -> PublicAddress.canonical("ip", "172." + (16 + b % 16) + "." + c + "." + d));
  }
}
