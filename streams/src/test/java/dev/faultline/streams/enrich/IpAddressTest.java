package dev.faultline.streams.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressSegment;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0, ffff00000000",
    "52.95.110.1, 0, ffff345f6e01",
    "255.255.255.255, 0, ffffffffffff",
    "::, 0, 0",
    "::1, 0, 1",
    "::ffff:52.95.110.1, 0, ffff345f6e01",
    "2001:db8::, 20010db800000000, 0",
    "2001:DB8::a, 20010db800000000, a",
    "1:2:3:4:5:6:7:8, 1000200030004, 5000600070008",
    "1::8, 1000000000000, 8",
    "1:2:3:4:5:6:7::, 1000200030004, 5000600070000",
    "64:ff9b::1.2.3.4, 64ff9b00000000, 1020304",
    "1:2:3:4:5:6:1.2.3.4, 1000200030004, 5000601020304",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffffffffffffffff, ffffffffffffffff"
  })
  void readsAddresses(String text, String high, String low) {
    assertThat(IpAddress.parse(text))
        .isEqualTo(
            new IpAddress(Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.-4",
        "01.2.3.4",
        "1..3.4",
        "1.2.3.4 ",
        "1.2.3.4/24",
        "1.2.3.4:80",
        "0x1.2.3.4",
        "1.2.3.",
        ":",
        ":::",
        "1:2",
        "1::2::3",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::12345",
        "::g",
        "fe80::1%eth0",
        "[::1]",
        "::1/64",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "::1.2.3",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1:",
        ":1",
        "::１",
        "abc.onion"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }

  @Test
  void ordersAsUnsignedNumbers() {
    assertThat(
            Stream.of("8000::", "::", "255.0.0.1", "1.2.3.4", "2001:db8::")
                .map(IpAddress::parse)
                .sorted())
        .containsExactly(
            IpAddress.parse("::"),
            IpAddress.parse("1.2.3.4"),
            IpAddress.parse("255.0.0.1"),
            IpAddress.parse("2001:db8::"),
            IpAddress.parse("8000::"));
  }

  @Property
  void readsEveryWayOfWritingAnIpv6Address(@ForAll("ipv6") IPv6Address address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getBytes());
    IpAddress expected = new IpAddress(bytes.getLong(), bytes.getLong());

    assertThat(
            Stream.of(
                    address.toCanonicalString(),
                    address.toFullString(),
                    address.toNormalizedString(),
                    address.toCompressedString(),
                    address.toMixedString())
                .map(IpAddress::parse))
        .containsOnly(expected);
  }

  /** Addresses with many groups of zero, so that gaps of every length and place occur. */
  @Provide
  Arbitrary<IPv6Address> ipv6() {
    return Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.integers().between(0, 0xFFFF)),
            Tuple.of(2, Arbitraries.just(0)))
        .list()
        .ofSize(IPv6Address.SEGMENT_COUNT)
        .map(
            groups ->
                new IPv6Address(
                    groups.stream()
                        .map(IPv6AddressSegment::new)
                        .toArray(IPv6AddressSegment[]::new)));
  }
}
