package dev.faultline.ingest.source.mapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.Observation;
import dev.faultline.testkit.RecordedData;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded tables through the mappings that ship for them. */
class RecordedTablesTest {

  private static final double PRINTED = 0.000_000_5; // six decimals are published

  private static ReadRecords read(String mapping, String file) throws Exception {
    return ReadRecords.of(
        new ObservationsCsv(Mappings.shipped(mapping)),
        RecordedData.file("nodes/" + file),
        ReadRecords.OPTIONS.withObservedAt(Mappings.OBSERVED_AT));
  }

  /** Sum of squared shares, in integers up to one division. */
  private static double hhi(Collection<BigInteger> weights) {
    BigInteger total = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger squares =
        weights.stream().map(w -> w.multiply(w)).reduce(BigInteger.ZERO, BigInteger::add);
    return new BigDecimal(squares)
        .divide(new BigDecimal(total.multiply(total)), MathContext.DECIMAL64)
        .doubleValue();
  }

  private static Map<String, BigInteger> weights(
      ReadRecords read, Function<Observation, String> entity) {
    return read.observations().stream()
        .filter(node -> entity.apply(node) != null)
        .collect(
            Collectors.toMap(
                entity, node -> BigInteger.valueOf(node.getWeight()), BigInteger::add));
  }

  @ParameterizedTest
  @CsvSource({
    "cosmoshub-operators, cosmoshub.csv, 200, 0.041973",
    "ethereum-operators, eth_rated_operators.csv, 4615, 0.027255",
    "ethereum-owners, eth_owners.csv.gz, 47652, 0.072732",
  })
  void thePublishedConcentrationOfOperatorsComesOut(
      String mapping, String file, int rows, double published) throws Exception {
    ReadRecords read = read(mapping, "operators-hhi-2025-10-21/" + file);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(rows);
    assertThat(hhi(weights(read, Observation::getNodeId).values()))
        .isCloseTo(published, within(PRINTED));
  }

  /** The published figure takes the unknown depositors for one owner; we do not. */
  @Test
  void unknownOwnersAreNobody() throws Exception {
    ReadRecords read = read("ethereum-owners", "operators-hhi-2025-10-21/eth_owners.csv.gz");

    Map<String, BigInteger> owners = weights(read, Observation::getOperator);

    assertThat(owners).hasSize(47_651).doesNotContainKey("unknown");
    assertThat(hhi(owners.values())).isNotCloseTo(0.072732, within(0.001));
  }

  @Test
  void theValidatorsOfSeptember2022ComeOutAsPublished() throws Exception {
    ReadRecords read = read("solana-sept2022", "solana-sept2022/solana_validators_2022-09-03.csv");

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(1950);
    assertThat(read.observations().stream().mapToLong(Observation::getWeight).sum())
        .isEqualTo(404_124_438_612_225_719L);
    Map<String, Long> providers = providers(read, "solana");
    assertThat(providers.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(283);
    assertThat(providers.get("Hetzner Online GmbH") / 283.0).isCloseTo(0.363958, within(PRINTED));
    assertThat(providers.get("OVH SAS") / 283.0).isCloseTo(0.233216, within(PRINTED));
  }

  @Test
  void thePeersOfAvalancheAreRead() throws Exception {
    ReadRecords read = read("avalanche-peers", "avalanche-2020/peers.json");

    assertThat(read.observations()).hasSize(557 - read.refusals().size());
    assertThat(read.refusals()).extracting(Refusal::reason).isEmpty();
    assertThat(providers(read, "avalanche"))
        .containsEntry("AMAZON", 107L)
        .containsEntry("AT-88-Z", 39L)
        .containsEntry("DE-HETZNER-20090224", 12L)
        .doesNotContainKey("unknown");
    assertThat(read.observations())
        .allMatch(node -> node.getClient().equals("avalanche"))
        .allMatch(node -> node.getClientVersion().equals("1.0.0"));
  }

  @Test
  void theSitesOfCelosValidatorsAreRead() throws Exception {
    ReadRecords read = read("celo-validator-sites", "geobeat/celo-ips_HEAD.csv.gz");

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(27).doesNotHaveDuplicates();
    assertThat(providers(read, "celo")).containsEntry("Cloudflare, Inc.", 17L);
    assertThat(read.observations())
        .filteredOn(node -> node.getRegion() != null)
        .extracting(Observation::getRegion)
        .containsExactly("ap-northeast-2", "us-east-1");
  }

  static Map<String, Long> providers(ReadRecords read, String network) {
    return read.observations().stream()
        .filter(node -> node.getNetwork().equals(network) && node.getProvider() != null)
        .collect(Collectors.groupingBy(Observation::getProvider, Collectors.counting()));
  }
}
