package dev.faultline.ingest.source.validatorsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.check.UnusableAttribute;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.testkit.RecordedData;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorsAppJsonTest {

  private static final ReadOptions OPTIONS =
      ReadRecords.OPTIONS
          .withObservedAt(Instant.parse("2025-10-06T14:10:00Z"))
          .withUnusable(UnusableAttribute.IGNORED);

  private final ValidatorsAppJson format = new ValidatorsAppJson();

  @Test
  void readsARow() {
    ReadRecords read = ReadRecords.of(format, format.example(), OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(
            Observation::getNodeId,
            Observation::getStatus,
            Observation::getIp,
            Observation::getAsn,
            Observation::getCountry,
            Observation::getOperator,
            Observation::getClient,
            Observation::getClientVersion,
            Observation::getWeight)
        .containsExactly(
            tuple(
                "Va11dator11111111111111111111111111111111111",
                NodeStatus.UP,
                "5.9.0.9",
                395201L,
                "DE",
                "Some Oracle",
                "jito",
                "2.3.10",
                32_033_159_813_978L));
  }

  @Test
  void delinquentOrInactiveIsDownAndAnUnknownClientIsNoEntity() {
    ReadRecords read =
        ReadRecords.of(
            format,
            """
            [{"account":"a","delinquent":true,"is_active":true,"active_stake":null,"software_client":"Unknown"},
             {"account":"b","delinquent":false,"is_active":false,"active_stake":null,"data_center_key":"0--"}]""",
            OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(
            Observation::getStatus,
            Observation::getClient,
            Observation::getCountry,
            Observation::getWeight)
        .containsExactly(
            tuple(NodeStatus.DOWN, null, null, null), tuple(NodeStatus.DOWN, null, null, null));
  }

  @Test
  void voteAccountsOfOneIdentityAddUpAndItIsLiveIfAnyIs() {
    ReadRecords read =
        ReadRecords.of(
            format,
            """
            [{"account":"a","vote_account":"old","delinquent":true,"is_active":true,"active_stake":1},
             {"account":"a","vote_account":"new","delinquent":false,"is_active":true,"active_stake":1000},
             {"account":"a","vote_account":"old","delinquent":true,"is_active":true,"active_stake":2},
             {"account":"b","delinquent":false,"is_active":true,"active_stake":3},
             {"account":"b","delinquent":false,"is_active":true,"active_stake":4}]""",
            OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getStatus, Observation::getWeight)
        .containsExactly(tuple("a", NodeStatus.UP, 1002L), tuple("b", NodeStatus.UP, 4L));
  }

  @ParameterizedTest
  @CsvSource({
    "mainnet_validators_2025-02-26.json.gz, 1311",
    "mainnet_validators_epoch780.json.gz, 1293",
    "mainnet_validators_epoch860.json.gz, 963",
  })
  void everyRecordedValidatorIsRead(String file, int validators) {
    ReadRecords read =
        ReadRecords.of(format, RecordedData.file("nodes/solana-validatorsapp/" + file), OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(validators);
    assertThat(read.observations()).allMatch(node -> node.getIp() != null);
  }

  @Test
  void theStakeOfEpoch860() {
    ReadRecords read =
        ReadRecords.of(
            format,
            RecordedData.file("nodes/solana-validatorsapp/mainnet_validators_epoch860.json.gz"),
            OPTIONS);

    assertThat(read.observations().stream().mapToLong(Observation::getWeight).sum())
        .isEqualTo(414_485_427_033_320_500L);
    assertThat(read.observations())
        .filteredOn(node -> node.getStatus() == NodeStatus.DOWN)
        .hasSize(8);
  }
}
