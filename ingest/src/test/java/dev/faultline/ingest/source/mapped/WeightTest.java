package dev.faultline.ingest.source.mapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.Observation;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightTest {

  private static ReadRecords read(int decimals, String stake) throws MappingException {
    return Mappings.readField(
        "weight: {column: stake, decimals: " + decimals + ", remove: ','}",
        "id,stake\na,\"" + stake + "\"\n");
  }

  @ParameterizedTest
  @CsvSource({
    "6, 1234.5, 1234500000",
    "0, 18446, 18446",
    "9, 0.000000001, 1",
    "6, '1,234,567.891', 1234567891000",
    "-9, 128000000000000000000, 128000000000",
    "-9, 1.28E+20, 128000000000",
    "2, 30.50, 3050",
    "2, 68, 6800",
    "4, 0.6800, 6800",
    "3, 9223372036854775.807, 9223372036854775807",
    "18, 0, 0",
    "0, 0.0e-99999, 0",
  })
  void comesOutExactly(int decimals, String stake, long weight) throws Exception {
    ReadRecords read = read(decimals, stake);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).extracting(Observation::getWeight).containsExactly(weight);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 1.2345, '1.2345' times 10^3 is no whole number",
    "-9, 1, '1' times 10^-9 is no whole number",
    "0, 1e-999999999, '1e-999999999' times 10^0 is no whole number",
    "18, 9223372036854775.807, is more than",
    "0, 1e999999999, is more than",
    "36, 1e2147483647, is more than",
    "0, 1e99999999999, is not a number",
    "6, -1.5, negative",
    "6, twelve, is not a number",
    "6, ٣, is not a number",
    "6, 1_000, is not a number",
  })
  void isRefusedWhereItWouldNotBeExact(int decimals, String stake, String reason) throws Exception {
    ReadRecords read = read(decimals, stake);

    assertThat(read.observations()).isEmpty();
    assertThat(read.refusals()).extracting(Refusal::reason).hasSize(1);
    assertThat(read.refusals().get(0).reason()).startsWith("column stake: ").contains(reason);
    assertThat(read.refusals().get(0).field()).contains("weight");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e3", "1.0"})
  void isWholeWhereTheMappingDoesNotScale(String stake) throws Exception {
    ReadRecords read = Mappings.readField("weight: stake", "id,stake\na," + stake + "\n");

    assertThat(read.observations()).isEmpty();
    assertThat(read.refusals().get(0).reason()).contains("is not a whole number");
  }

  @Property
  void everyWeightSurvivesBeingWrittenInWholeTokens(
      @ForAll @LongRange(min = 0) long weight, @ForAll @IntRange(min = 0, max = 30) int decimals)
      throws Exception {
    String tokens = BigDecimal.valueOf(weight, decimals).toPlainString();

    assertThat(DecimalNumber.whole(tokens, decimals)).isEqualTo(Long.toString(weight));
  }

  @Property
  void aFractionOfABaseUnitIsRefused(
      @ForAll @LongRange(min = 0) long units, @ForAll @IntRange(min = 1, max = 9) int rest) {
    BigInteger tenths = BigInteger.valueOf(units).multiply(BigInteger.TEN);
    String tokens = new BigDecimal(tenths.add(BigInteger.valueOf(rest)), 7).toPlainString();

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> DecimalNumber.whole(tokens, 6));
  }
}
