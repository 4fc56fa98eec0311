package dev.faultline.streams.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.Population;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's own rules over those that ship. */
class OwnNetworksTest {

  private static final String HEADER = String.join(",", NetworkRow.COLUMNS) + "\n";
  private static final String DAILY =
      ">= 1/3,,convention,3600,172800 604800,60,crawled once a day\n";

  @TempDir private Path folder;

  private Path file(String text, Charset charset) throws IOException {
    return Files.writeString(folder.resolve("own.csv"), text, charset);
  }

  private Networks load(String text) throws IOException {
    return Networks.load(file(text, StandardCharsets.UTF_8));
  }

  @Test
  void aRowReplacesTheShippedOneOfItsPopulationWhole() throws IOException {
    Networks networks = load(HEADER + "ethereum,consensus,wei," + DAILY);

    PopulationRules ethereum = networks.rules(new Population("ethereum", "consensus"));
    assertThat(ethereum.stepMillis()).isEqualTo(3_600_000);
    assertThat(ethereum.windowSeconds()).containsExactly(172_800, 604_800);
    assertThat(ethereum.longestWindowMillis()).isEqualTo(604_800_000);
    assertThat(ethereum.graceMillis()).isEqualTo(60_000);
    assertThat(ethereum.liveness()).hasToString(">= 1/3");
    assertThat(ethereum.safety()).isEmpty();
    assertThat(ethereum.baseUnit()).isEqualTo("wei");
    assertThat(networks.all()).hasSameSizeAs(Networks.load().all());
  }

  @Test
  void aRowAddsAPopulationAndTheOthersStay() throws IOException {
    Networks networks = load(HEADER + "my_net,access,none," + DAILY);

    assertThat(networks.rules(new Population("my_net", "access")).isDefault()).isFalse();
    assertThat(networks.all())
        .hasSize(Networks.load().all().size() + 1)
        .containsAll(Networks.load().all());
    assertThat(networks.rules(new Population("my_net", "storage")).isDefault()).isTrue();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
    assertThat(load("\uFEFF" + HEADER + "n,access,none," + DAILY).all())
        .hasSize(Networks.load().all().size() + 1);
  }

  @Test
  void aMistakeIsNamedByFileLineColumnAndValue() throws IOException {
    Path file =
        file(HEADER + "n,access,none,>= 1/3,,convention,3600,5400,30,c\n", StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Networks.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            file
                + " line 2, column windows_s, value '5400': windows must be multiples of the step of"
                + " 3600000 ms: [5400]");
  }

  @Test
  void aFileThatSaysNothingIsAMistake() {
    assertThatThrownBy(() -> load(HEADER)).hasMessageContaining("own.csv: has no row");
    assertThatThrownBy(() -> load("")).hasMessageContaining("own.csv: has no row");
  }

  @Test
  void otherEncodingsAreRefused() throws IOException {
    Path file = file(HEADER + "n,access,Stück," + DAILY, StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Networks.load(file)).hasMessage(file + " is not UTF-8");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path none = folder.resolve("none.csv");

    assertThatThrownBy(() -> Networks.load(none))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("there is no readable file of networks '" + none + "'");
    assertThatThrownBy(() -> Networks.load(folder))
        .hasMessage("there is no readable file of networks '" + folder + "'");
  }
}
