package dev.faultline.sql.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {

  private enum Shade {
    DARK_GREY
  }

  @Test
  void aMissingRequiredTextIsRefused() {
    assertThat(refusal(c -> c.text("title", row -> null)).column()).isEqualTo("title");
    assertThat(refusal(c -> c.label("layer", row -> null))).hasMessage("is missing");
  }

  @Test
  void aMissingOptionalValueIsTheNullFlag() throws RefusedRow {
    assertThat(bytes(c -> c.optionalLabel("ip", row -> null))).containsExactly(1);
    assertThat(bytes(c -> c.optionalTime("ends_at", row -> null))).containsExactly(1);
    assertThat(bytes(c -> c.optionalUint32("asn", row -> null))).containsExactly(1);
    assertThat(bytes(c -> c.optionalUint64("weight", row -> null))).containsExactly(1);
    assertThat(bytes(c -> c.optionalReal("hhi", row -> null))).containsExactly(1);
    assertThat(bytes(c -> c.optionalSymbol("hosting", row -> null))).containsExactly(1);
  }

  @Test
  void aPresentOptionalValueFollowsAZero() throws RefusedRow {
    assertThat(bytes(c -> c.optionalUint32("asn", row -> 16509L)))
        .containsExactly(0, 0x7D, 0x40, 0, 0);
    assertThat(bytes(c -> c.optionalText("url", row -> ""))).containsExactly(0, 0);
  }

  @Test
  void symbolsAreLowerCase() throws RefusedRow {
    assertThat(bytes(c -> c.symbol("shade", row -> Shade.DARK_GREY)))
        .isEqualTo(bytes(c -> c.text("shade", row -> "dark_grey")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1899-12-31T23:59:59.999Z", "2300-01-01T00:00:00Z", "+20000-01-01T00:00:00Z"})
  void timesThatWouldWrapAreRefused(String time) {
    Instant instant = Instant.parse(time);

    assertThat(refusal(c -> c.time("at", row -> instant)))
        .hasMessageContaining("is not between 1900 and 2299");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1900-01-01T00:00:00Z", "2299-12-31T23:59:59.999Z"})
  void theEndsOfTheRangeOfTimesAreTaken(String time) throws RefusedRow {
    Instant instant = Instant.parse(time);
    RowBuffer expected = new RowBuffer(8);
    expected.putLong(instant.toEpochMilli());

    assertThat(bytes(c -> c.time("at", row -> instant))).isEqualTo(expected.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 4_294_967_296L})
  void numbersThatDoNotFitAreRefused(long value) {
    assertThat(refusal(c -> c.uint32("rank", row -> value)))
        .hasMessage(value + " is not between 0 and 4294967295");
  }

  @Test
  void theGreatestUint32IsTaken() throws RefusedRow {
    assertThat(bytes(c -> c.uint32("rank", row -> 4_294_967_295L)))
        .containsExactly(0xFF, 0xFF, 0xFF, 0xFF);
  }

  @Test
  void negativeWeightsAreRefused() {
    assertThat(refusal(c -> c.uint64("weight", row -> -1))).hasMessage("-1 is negative");
    assertThat(refusal(c -> c.optionalUint64("weight", row -> Long.MIN_VALUE)).column())
        .isEqualTo("weight");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void undefinedNumbersAreRefused(double value) {
    assertThat(refusal(c -> c.real("share", row -> value)))
        .hasMessage(value + " is not a finite number");
    assertThat(refusal(c -> c.reals("margin", row -> Map.of("asn", value))).column())
        .isEqualTo("margin");
  }

  @Test
  void mapsAreWrittenInTheOrderOfTheirKeys() throws RefusedRow {
    RowBuffer expected = new RowBuffer(32);
    expected.putLength(2);
    expected.putString("asn");
    expected.putDouble(0.25);
    expected.putString("provider");
    expected.putDouble(0.5);

    assertThat(bytes(c -> c.reals("margin", row -> Map.of("provider", 0.5, "asn", 0.25))))
        .isEqualTo(expected.toByteArray());
  }

  @Test
  void aListWithoutAValueInItIsRefused() throws RefusedRow {
    List<String> services = Arrays.asList("compute", null);

    assertThat(bytes(c -> c.labels("services", row -> List.of("a", "b"))))
        .containsExactly(2, 1, 'a', 1, 'b');
    assertThatThrownBy(() -> bytes(c -> c.labels("services", row -> services)))
        .isInstanceOf(RefusedRow.class);
  }

  private static byte[] bytes(UnaryOperator<Columns<String>> column) throws RefusedRow {
    RowBuffer out = new RowBuffer(16);
    column.apply(new Columns<>()).toList().get(0).cell().write("row", out);
    return out.toByteArray();
  }

  private static RefusedRow refusal(UnaryOperator<Columns<String>> column) {
    return catchThrowableOfType(RefusedRow.class, () -> bytes(column));
  }
}
