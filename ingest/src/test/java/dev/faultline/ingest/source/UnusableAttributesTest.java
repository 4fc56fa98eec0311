package dev.faultline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.source.bitnodes.BitnodesJson;
import dev.faultline.ingest.source.json.ObservationsJson;
import dev.faultline.ingest.source.solana.SolanaGeoCsv;
import dev.faultline.schemas.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An attribute that cannot be used is left out and told; its node stays. */
class UnusableAttributesTest {

  private final List<String> unusable = new ArrayList<>();
  private final ReadOptions options =
      ReadRecords.OPTIONS
          .withObservedAt(ReadRecords.NOW)
          .withUnusable((field, reason) -> unusable.add(field.fieldName()));

  private Observation one(SourceFormat format, String text) {
    ReadRecords read = ReadRecords.of(format, text, options);
    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(1);
    return read.observations().get(0);
  }

  private Observation observation(String attributes) {
    return one(
        new ObservationsJson(),
        "{\"network\":\"n\",\"layer\":\"consensus\",\"node_id\":\"a\",\"status\":\"up\","
            + attributes
            + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "UK,GB",
    "GB,GB",
    "de,DE",
    "EL,GR",
    "USA,US",
    "Germany,DE",
    "Viet Nam,VN",
    "'Korea, Republic of',KR",
    "Russian Federation,RU",
    "Türkiye,TR",
    "NA,NA",
    "XK,",
    "EU,",
    "ZZ,",
    "Atlantis,"
  })
  void aCountryAsItIsSpelled(String spelled, String code) {
    assertThat(observation("\"country\":\"" + spelled + "\"").getCountry()).isEqualTo(code);
    assertThat(unusable).hasSize(code == null ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "5.9.0.1,5.9.0.1",
    "5.9.0.1:8001,5.9.0.1",
    "[2a01:4f8::1]:8333,2a01:4f8::1",
    "2a01:4f8::1,2a01:4f8::1",
    "[2a01:4f8::1],2a01:4f8::1",
    "2a01:4f8:1:2:3:4:5:6:8333,2a01:4f8:1:2:3:4:5:6",
    "2a01:4f8::1:26656,2a01:4f8::1",
    "10.0.0.1,",
    "192.168.1.1:80,",
    "localhost,",
    "fe80::1,",
    "5.9.0.256,"
  })
  void anAddressAsItIsWritten(String written, String ip) {
    assertThat(observation("\"ip\":\"" + written + "\"").getIp()).isEqualTo(ip);
    assertThat(unusable).hasSize(ip == null ? 1 : 0);
  }

  @Test
  void othersToo() {
    Observation node = observation("\"asn\":0,\"hosting\":\"cellar\",\"provider\":\"Hetzner\"");

    assertThat(node.getProvider()).isEqualTo("Hetzner");
    assertThat(unusable).containsExactly("asn", "hosting");
  }

  @Test
  void inOtherFormatsAlike() {
    one(
        new SolanaGeoCsv(),
        "observed_at,node_pubkey,ip,country,asn,active_stake_lamports,version\n"
            + "2025-09-20T00:49:17+00:00,P,10.0.0.1,XK,none,5,2.3.8");
    assertThat(unusable).containsExactly("ip", "asn", "country");
    unusable.clear();

    Observation node =
        one(
            new BitnodesJson(),
            "{\"timestamp\":1700000000,\"nodes\":{\"2a01:4f8::5:8333\":[70016,\"/Satoshi:27.1.0/Knots:20240801/\",1,1,1,null,null,\"XK\",0,0,null,\"none\",\"Hetzner\"]}}");
    assertThat(node.getIp()).isEqualTo("2a01:4f8::5");
    assertThat(node.getClient()).isEqualTo("Knots");
    assertThat(unusable).containsExactly("asn", "country");
  }

  @Test
  void aWeightIsNoAttributeThatCouldBeLeftOut() {
    String node =
        "{\"network\":\"n\",\"layer\":\"consensus\",\"node_id\":\"a\",\"status\":\"up\",\"weight\":-1}";

    assertThat(ReadRecords.of(new ObservationsJson(), node, options).refusals()).hasSize(1);
  }
}
