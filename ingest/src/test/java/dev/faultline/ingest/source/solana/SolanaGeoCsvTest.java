package dev.faultline.ingest.source.solana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.testkit.RecordedData;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolanaGeoCsvTest {

  private static final String RAW_HEADER =
      "IP,City,Region,Country,Loc,Hosting,HostingCompanyId,Timezone,Name,Website,IconUrl,Details,"
          + "KeybaseUsername,ActivatedStake,Commission,NodePubkey,VotePubkey,ProgramAccount,"
          + "ValidatorVersion,IsJito\n";
  private static final Instant OBSERVED_AT = Instant.parse("2025-10-20T00:57:00Z");
  private static final ReadOptions OPTIONS = ReadRecords.OPTIONS.withObservedAt(OBSERVED_AT);

  private final SolanaGeoCsv format = new SolanaGeoCsv();

  private static String raw(String ip, String country, String stake, String version) {
    return raw("NodeKey", "VoteKey", ip, country, stake, version);
  }

  private static String raw(
      String node, String vote, String ip, String country, String stake, String version) {
    return ip
        + ",Frankfurt am Main,Hesse,"
        + country
        + ",50.1 8.6,HIVELOCITY  Inc.,AS29802,Europe/Berlin, Blue Lotus 👩‍💻,,,text,,"
        + stake
        + ",0,"
        + node
        + ","
        + vote
        + ",Program,"
        + version
        + ",true\n";
  }

  @Test
  void readsTheRawHeader() {
    ReadRecords read =
        ReadRecords.of(
            format, RAW_HEADER + raw("212.83.42.40", "DE", "247041597902291", "2.3.8"), OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .containsExactly(
            new Observation(
                "solana",
                "consensus",
                "NodeKey",
                OBSERVED_AT,
                NodeStatus.UP,
                "212.83.42.40",
                29802L,
                "HIVELOCITY  Inc.",
                null,
                "DE",
                "Blue Lotus 👩‍💻",
                "agave",
                "2.3.8",
                null,
                247041597902291L,
                "solana-geo-csv",
                "Frankfurt am Main"));
  }

  @Test
  void readsTheOldestHeaderWithTheAsNumberBeforeTheCompany() {
    ReadRecords read =
        ReadRecords.of(
            format,
            "IP,City,Region,Country,Loc,Hosting,Timezone,Pubkey\n"
                + "103.167.235.132,Frankfurt,Hesse,DE,50 8,AS48014 Albanian Hosting SH.P.K.,CET,Key1\n"
                + "145.40.126.37,Kwai Chung,Kwai Tsing,HK,22 114,AS54825,Asia/Hong_Kong,Key2\n",
            OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getAsn, Observation::getProvider)
        .containsExactly(
            tuple("Key1", 48014L, "Albanian Hosting SH.P.K."), tuple("Key2", 54825L, null));
    assertThat(read.observations().get(0).getWeight()).isNull();
    assertThat(read.observations().get(0).getRegion()).isNull();
  }

  @Test
  void theCompactHeaderBringsItsOwnTimes() {
    ReadRecords read = ReadRecords.of(format, format.example(), OPTIONS);

    assertThat(read.observations()).hasSize(1);
    assertThat(read.observations().get(0).getObservedAt()).isEqualTo("2025-09-20T00:49:17Z");
    assertThat(read.observations().get(0).getWeight()).isEqualTo(222333124636572L);
    assertThat(read.observations().get(0).getProvider()).isNull();
  }

  @Test
  void refusesBadRowsAloneWithTheirLineAndColumn() {
    ReadRecords read =
        ReadRecords.of(
            format,
            RAW_HEADER
                + raw("a", "a", "10.0.0.1", "DE", "1", "2.3.8")
                + raw("b", "b", "212.83.42.41", "DE", "1", "2.3.8")
                + raw("c", "c", "212.83.42.42", "QQ", "1", "2.3.8")
                + raw("d", "d", "212.83.42.43", "DE", "-5", "2.3.8")
                + "212.83.42.44,too,few\n"
                + raw("e", "e", "212.83.42.45", "DE", "1", "2.3.8"),
            OPTIONS);

    assertThat(read.observations()).hasSize(2);
    assertThat(read.lines()).containsExactly(3L, 7L);
    assertThat(read.refusals())
        .extracting(Refusal::line, r -> r.field().orElse("-"), Refusal::extent)
        .containsExactlyInAnyOrder(
            tuple(2L, "ip", Extent.RECORD),
            tuple(4L, "country", Extent.RECORD),
            tuple(5L, "weight", Extent.RECORD),
            tuple(6L, "-", Extent.RECORD));
    assertThat(read.refusals())
        .extracting(Refusal::reason)
        .contains("has 3 fields where the header has 20");
  }

  @Test
  void voteAccountsOfOneIdentityAddUp() {
    ReadRecords read =
        ReadRecords.of(
            format,
            RAW_HEADER
                + raw("a", "new", "212.83.42.40", "DE", "1000", "2.3.8")
                + raw("b", "v", "212.83.42.41", "DE", "7", "2.3.8")
                + raw("a", "old", "212.83.42.40", "DE", "1", "2.3.8")
                + raw("a", "new", "212.83.42.40", "DE", "999", "2.3.8"),
            OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getWeight)
        .containsExactly(tuple("a", 1000L), tuple("b", 7L));
    assertThat(read.repeated()).as("the import tells it").containsExactly(2L);
  }

  @Test
  void voteAccountsOfDifferentTimesDoNotAddUp() {
    String second = "2025-09-21T00:49:17+00:00,a,%s,212.83.42.40,%d\n";
    ReadRecords read =
        ReadRecords.of(
            format,
            "observed_at,node_pubkey,vote_pubkey,ip,active_stake_lamports\n"
                + "2025-09-20T00:49:17+00:00,a,v,212.83.42.40,5\n"
                + second.formatted("v", 6)
                + second.formatted("w", 1),
            OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).extracting(Observation::getWeight).containsExactly(5L, 7L);
  }

  @Test
  void asksForTheTimeThatTheRawTableLacks() {
    ReadRecords read =
        ReadRecords.of(
            format, RAW_HEADER + raw("212.83.42.40", "DE", "1", "2.3.8"), ReadRecords.OPTIONS);

    assertThat(read.observations()).isEmpty();
    assertThat(read.refusals()).hasSize(1);
    assertThat(read.refusals().get(0).reason()).contains("pass --observed-at");
    assertThat(read.refusals().get(0).extent()).isEqualTo(Extent.REST_OF_INPUT);
  }

  @Test
  void refusesATableOfSomethingElse() {
    ReadRecords read = ReadRecords.of(format, "date,price\n1,2\n", OPTIONS);

    assertThat(read.refusals()).hasSize(1);
    assertThat(read.refusals().get(0).field()).isEqualTo(Optional.of("header"));
    assertThat(read.refusals().get(0).reason()).contains("it has date,price");
  }

  @ParameterizedTest
  @CsvSource({
    "2.3.8, agave",
    "4.2.0-rc.1, agave",
    "0.708.20306, frankendancer",
    "0.1104.0-rc.40200, frankendancer",
    "0.1.1,",
    "1.1.4,",
    "26.8.1,",
    "'',",
  })
  void namesTheCodeBaseOnlyWhereTheVersionTells(String version, String client) {
    assertThat(SolanaClient.of(null, version)).isEqualTo(Optional.ofNullable(client));
  }

  @Test
  void readsTheRecordedDayOfThePublishedFigures() {
    ReadRecords read =
        ReadRecords.of(
            format,
            RecordedData.file("nodes/solana-igroza/raw/2025-10-20T0057_165b8c1.csv"),
            OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(947);
    assertThat(total(read.observations())).isEqualTo(new BigInteger("410364567378187453"));
    assertThat(read.observations()).extracting(Observation::getAsn).doesNotContainNull();
    assertThat(read.observations()).extracting(Observation::getProvider).doesNotContainNull();
  }

  @Test
  void readsTheRecordedQuarterInTimeOrder() {
    ReadRecords read =
        ReadRecords.of(
            format,
            RecordedData.file("nodes/solana-igroza/solana_daily_validators_compact.csv.gz"),
            ReadRecords.OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(68_781);
    assertThat(read.observations()).extracting(Observation::getObservedAt).isSorted();
    assertThat(read.observations().stream().map(Observation::getObservedAt).distinct()).hasSize(76);
    assertThat(total(read.observations())).isEqualTo(new BigInteger("31402996536508476708"));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-03-05T0050_c4c17d3.csv, 1319",
    "2025-10-18T0049_7a47c9e.csv, 953",
    "2025-10-19T0059_a963894.csv, 947",
    "2025-10-21T0054_45035ec.csv, 943",
    "2025-10-22T0055_9ef6be8.csv, 940",
    "2026-08-22T0038_a812b39.csv, 681",
  })
  void readsEveryRecordedHeader(String name, int rows) {
    ReadRecords read =
        ReadRecords.of(format, RecordedData.file("nodes/solana-igroza/raw/" + name), OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(rows);
    assertThat(read.observations()).extracting(Observation::getAsn).doesNotContainNull();
  }

  private static BigInteger total(List<Observation> observations) {
    return observations.stream()
        .map(observation -> BigInteger.valueOf(observation.getWeight()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
