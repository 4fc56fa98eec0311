package dev.faultline.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.faultline.schemas.HostingClass;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationCheckTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2025-10-20T01:00:00Z"), ZoneOffset.UTC);

  private final ObservationCheck check = new ObservationCheck(TimeLimits.live(NOW), "test");

  private static Map<ObservationField, String> good() {
    Map<ObservationField, String> fields = new EnumMap<>(ObservationField.class);
    fields.put(ObservationField.NETWORK, "solana");
    fields.put(ObservationField.LAYER, "consensus");
    fields.put(ObservationField.NODE_ID, "PAD9aPiK");
    fields.put(ObservationField.OBSERVED_AT, "2025-10-20T00:57:00Z");
    fields.put(ObservationField.STATUS, "up");
    return fields;
  }

  @Test
  void readsEveryField() throws RefusedException {
    Map<ObservationField, String> fields = good();
    fields.put(ObservationField.IP, "212.83.42.40");
    fields.put(ObservationField.ASN, "47447");
    fields.put(ObservationField.PROVIDER, " 23M GmbH ");
    fields.put(ObservationField.REGION, "eu-1");
    fields.put(ObservationField.COUNTRY, "DE");
    fields.put(ObservationField.CITY, "Frankfurt");
    fields.put(ObservationField.OPERATOR, "BlueLotus 👩‍💻");
    fields.put(ObservationField.CLIENT, "agave");
    fields.put(ObservationField.CLIENT_VERSION, "2.3.8");
    fields.put(ObservationField.HOSTING, "datacenter");
    fields.put(ObservationField.WEIGHT, "9223372036854775807");

    assertThat(check.check(fields))
        .isEqualTo(
            new Observation(
                "solana",
                "consensus",
                "PAD9aPiK",
                Instant.parse("2025-10-20T00:57:00Z"),
                NodeStatus.UP,
                "212.83.42.40",
                47447L,
                "23M GmbH",
                "eu-1",
                "DE",
                "BlueLotus 👩‍💻",
                "agave",
                "2.3.8",
                HostingClass.DATACENTER,
                Long.MAX_VALUE,
                "test",
                "Frankfurt"));
  }

  @Test
  void aMissingOrBlankAttributeIsUnknown() throws RefusedException {
    Map<ObservationField, String> fields = good();
    fields.put(ObservationField.PROVIDER, "  ");
    fields.put(ObservationField.COUNTRY, "");

    Observation observation = check.check(fields);

    assertThat(observation.getProvider()).isNull();
    assertThat(observation.getCountry()).isNull();
    assertThat(observation.getWeight()).isNull();
    assertThat(observation.getHosting()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NETWORK     |                            | is required
          NETWORK     | Solana                     | 'Solana' is not a lower-case name
          NETWORK     | solana/devnet              | 'solana/devnet' is not a lower-case name
          LAYER       |                            | is required: one of consensus
          LAYER       | mempool                    | 'mempool' is not one of consensus, execution, storage
          NODE_ID     |                            | is required
          OBSERVED_AT |                            | is required
          OBSERVED_AT | yesterday                  | 'yesterday' is not a time with an offset
          OBSERVED_AT | 2025-10-20T00:57:00        | is not a time with an offset
          OBSERVED_AT | 2025-10-20T01:05:01Z       | is more than 5 minutes in the future
          OBSERVED_AT | 2008-12-31T23:59:59Z       | is before 2009
          STATUS      |                            | is required: one of up, degraded, down
          STATUS      | UP                         | 'UP' is not one of up, degraded, down
          IP          | 10.1.2.3                   | 10.1.2.3 is not a public address (10.0.0.0/8 is for private use)
          IP          | ::1                        | ::1 is not a public address
          IP          | example.org                | 'example.org' is not an IP address
          ASN         | 0                          | 0 is not an AS number
          ASN         | 4294967296                 | 4294967296 is not an AS number
          COUNTRY     | XK                         | 'XK' is not an ISO 3166-1 alpha-2 code
          COUNTRY     | de                         | 'de' is not an ISO 3166-1 alpha-2 code
          COUNTRY     | USA                        | 'USA' is not an ISO 3166-1 alpha-2 code
          HOSTING     | cellar                     | 'cellar' is not one of hyperscale, cloud
          WEIGHT      | -1                         | '-1' is negative
          WEIGHT      | 1.5                        | '1.5' is not a whole number
          WEIGHT      | 1e3                        | '1e3' is not a whole number
          WEIGHT      | 9223372036854775808        | '9223372036854775808' is more than
          WEIGHT      | 99999999999999999999       | is more than 9223372036854775807
          """)
  void refusesOneWrongFieldAndNamesIt(ObservationField field, String value, String reason) {
    Map<ObservationField, String> fields = good();
    fields.put(field, value);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> check.check(fields))
        .satisfies(e -> assertThat(e.field()).contains(field.fieldName()))
        .withMessageContaining(reason);
  }

  @Test
  void identifiersHaveAtMost256BytesOfUtf8() throws RefusedException {
    Map<ObservationField, String> fields = good();
    fields.put(ObservationField.NODE_ID, "é".repeat(128));
    assertThat(check.check(fields).getNodeId()).hasSize(128);

    fields.put(ObservationField.NODE_ID, "é".repeat(128) + "x");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> check.check(fields))
        .withMessage("is 257 bytes long, more than 256");
  }

  @Test
  void halfACharacterHasNoUtf8Form() {
    Map<ObservationField, String> fields = good();
    fields.put(ObservationField.OPERATOR, "half \uD83D of one");

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> check.check(fields))
        .withMessageContaining("half a character");
  }

  @Test
  void anImportMayLiftTheLimitOnTheFuture() throws RefusedException {
    Map<ObservationField, String> fields = good();
    fields.put(ObservationField.OBSERVED_AT, "2025-10-21T00:57:00+02:00");

    Observation observation = new ObservationCheck(new TimeLimits(NOW, true), "test").check(fields);

    assertThat(observation.getObservedAt()).isEqualTo("2025-10-20T22:57:00Z");
  }

  @Property
  void everyNonNegativeWeightIsReadExactly(@ForAll @LongRange(min = 0) long weight)
      throws RefusedException {
    Map<ObservationField, String> fields = good();
    fields.put(ObservationField.WEIGHT, Long.toString(weight));

    assertThat(check.check(fields).getWeight()).isEqualTo(weight);
  }

  @Property
  void anyTextIsEitherTakenOrRefusedWithAReason(
      @ForAll("fields") ObservationField field, @ForAll String text) {
    Map<ObservationField, String> fields = good();
    fields.put(field, text);
    try {
      assertThat(check.check(fields).getSource()).isEqualTo("test");
    } catch (RefusedException e) {
      assertThat(e.field()).contains(field.fieldName());
      assertThat(e.reason()).isNotBlank().hasSizeLessThan(400).doesNotContain("\n");
    }
  }

  @Provide
  Arbitrary<ObservationField> fields() {
    return Arbitraries.of(ObservationField.class);
  }
}
