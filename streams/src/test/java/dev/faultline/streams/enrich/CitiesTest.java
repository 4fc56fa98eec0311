package dev.faultline.streams.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitiesTest {

  private final Cities cities = Cities.load();

  @ParameterizedTest
  @CsvSource({
    "DE, Frankfurt am Main, frankfurt-am-main",
    "DE, frankfurt, frankfurt-am-main",
    "DE, Frankfurt (Main), frankfurt-am-main",
    "PL, Frankfurt, frankfurt",
    "DE, Nuremburg, nuremberg",
    "DE, Nuernberg, nuremberg",
    "DE, Nürnberg, nuremberg",
    "DE, Gießen, giessen",
    "DK, København, copenhagen",
    "PL, Łódź, lodz",
    "FR, Saint-Étienne, saint-etienne",
    "US, St. Louis, st-louis",
    "US, Washington D.C., washington",
    "JP, 東京, 東京",
    "US, ' Ashburn ', ashburn"
  })
  void oneSpellingEach(String country, String city, String expected) {
    assertThat(cities.named(country, city)).isEqualTo(expected);
  }

  @Test
  void aNameWithoutLetterAndDigitIsNone() {
    assertThat(cities.named("DE", "-")).isNull();
  }

  @Test
  void anAliasOfTwoCitiesIsRefused() {
    assertThatThrownBy(() -> Cities.read("country,city,aliases\nDE,A,x\nDE,B,X\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'X' in DE is already a");
  }
}
