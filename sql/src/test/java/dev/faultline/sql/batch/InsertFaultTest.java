package dev.faultline.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsertFaultTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, // no answer at all
        3, // UNEXPECTED_END_OF_FILE
        159, // TIMEOUT_EXCEEDED
        164, // READONLY
        202, // TOO_MANY_SIMULTANEOUS_QUERIES
        209, // SOCKET_TIMEOUT
        210, // NETWORK_ERROR
        241, // MEMORY_LIMIT_EXCEEDED
        242, // TABLE_IS_READ_ONLY
        243, // NOT_ENOUGH_SPACE
        252, // TOO_MANY_PARTS
        319, // UNKNOWN_STATUS_OF_INSERT
        999, // KEEPER_EXCEPTION
        123_456 // one that does not exist yet
      })
  void whatMayPassIsWaitedOut(int code) {
    assertThat(InsertFault.of(code)).isEqualTo(InsertFault.PASSING);
  }

  @ParameterizedTest
  @ValueSource(ints = {27, 53, 70, 117, 321, 349, 469})
  void aRefusedValueIsSought(int code) {
    assertThat(InsertFault.of(code)).isEqualTo(InsertFault.DATA);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 47, 497, 516})
  void aWrongColumnOrUserNeedsAPerson(int code) {
    assertThat(InsertFault.of(code)).isEqualTo(InsertFault.CONFIGURATION);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 81, 218})
  void aTableThatIsNotThereIsWaitedFor(int code) {
    assertThat(InsertFault.of(code)).isEqualTo(InsertFault.MISSING);
  }
}
