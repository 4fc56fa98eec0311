package dev.faultline.streams.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.faultline.providers.Providers;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.streams.measure.Decentralization;
import dev.faultline.streams.measure.Measures;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.testkit.RecordedData;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Solana's 947 validators on 2025-10-20, 00:57 UTC, hours before AWS failed in us-east-1. */
class SolanaOnAnOrdinaryDayTest {

  private static final String FILE = "nodes/solana-igroza/raw/2025-10-20T0057_165b8c1.csv";
  private static final PopulationRules RULES =
      Networks.load().rules(new Population("solana", "consensus"));

  private final Enricher enricher =
      new Enricher(Providers.load(), AsnTable.empty(), RegionTable.empty());
  private final List<Observation> observations = new ArrayList<>();

  @BeforeEach
  void read() throws IOException {
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(RecordedData.open(FILE))) {
      rows.forEach(row -> observations.add(observation(row)));
    }
  }

  @Test
  void providers() {
    Ranking ranking = ranking(Dimension.PROVIDER);

    assertThat(observations).hasSize(947);
    assertThat(ranking.total() / 1e15).isCloseTo(410.36, within(0.005));
    assertThat(ranking.entity(0)).isEqualTo("teraswitch");
    assertThat(share(ranking, "teraswitch")).isCloseTo(0.2440, within(5e-5));
    assertThat(share(ranking, "aws")).isCloseTo(0.0645, within(5e-5));
    assertThat(share(ranking, "latitude")).as("two ASNs together").isCloseTo(0.1870, within(5e-5));
  }

  @Test
  void autonomousSystems() {
    Ranking ranking = ranking(Dimension.ASN);
    Measures measures = Decentralization.measure(Dimension.ASN, ranking, 0, RULES);

    assertThat(ranking.entity(0)).isEqualTo("AS20326");
    assertThat(ranking.entity(1)).isEqualTo("AS396356");
    assertThat(measures.top1()).isCloseTo(0.244, within(5e-4));
    assertThat(share(ranking, "AS396356")).isCloseTo(0.173, within(5e-4));
    assertThat(measures.hhi()).isCloseTo(0.1044, within(5e-5));
    assertThat(measures.effectiveEntities()).isCloseTo(9.58, within(5e-3));
    assertThat(measures.nakamotoLiveness()).isEqualTo(2);
  }

  @Test
  void validatorsAndCountries() {
    assertThat(
            Decentralization.measure(Dimension.NODE, ranking(Dimension.NODE), 0, RULES)
                .nakamotoLiveness())
        .isEqualTo(21);
    assertThat(
            Decentralization.measure(Dimension.COUNTRY, ranking(Dimension.COUNTRY), 0, RULES)
                .nakamotoLiveness())
        .isEqualTo(2);
  }

  private Ranking ranking(Dimension dimension) {
    Map<String, long[]> tallies = new LinkedHashMap<>();
    for (Observation observation : observations) {
      String entity =
          dimension == Dimension.NODE
              ? observation.getNodeId()
              : enricher.place(observation).entity(dimension);
      long[] tally = tallies.computeIfAbsent(entity, unseen -> new long[2]);
      tally[0]++;
      tally[1] += observation.getWeight();
    }
    return Ranking.of(
        tallies.keySet().toArray(String[]::new),
        tallies.values().stream().mapToLong(tally -> tally[0]).toArray(),
        tallies.values().stream().mapToLong(tally -> tally[1]).toArray(),
        tallies.size());
  }

  private static double share(Ranking ranking, String entity) {
    for (int rank = 0; rank < ranking.size(); rank++) {
      if (ranking.entity(rank).equals(entity)) {
        return (double) ranking.weight(rank) / ranking.total();
      }
    }
    throw new AssertionError("no entity " + entity);
  }

  private static Observation observation(NamedCsvRecord row) {
    return Observation.newBuilder()
        .setNetwork("solana")
        .setLayer("consensus")
        .setNodeId(row.getField("NodePubkey"))
        .setObservedAt(Instant.parse("2025-10-20T00:57:00Z"))
        .setStatus(NodeStatus.UP)
        .setIp(row.getField("IP"))
        .setAsn(Long.valueOf(row.getField("HostingCompanyId").substring("AS".length())))
        .setProvider(row.getField("Hosting"))
        .setCountry(row.getField("Country"))
        .setWeight(Long.valueOf(row.getField("ActivatedStake")))
        .setSource("solana-geo-csv")
        .build();
  }
}
