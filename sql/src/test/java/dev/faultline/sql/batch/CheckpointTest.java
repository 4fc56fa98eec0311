package dev.faultline.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  @Test
  void anIntentSurvivesBeingCommitted() {
    Checkpoint intent = Checkpoint.withIntent(new OffsetRange(10, 25));

    assertThat(intent.metadata()).isEqualTo("landing-to=25");
    assertThat(Checkpoint.parse(10, intent.metadata())).isEqualTo(intent);
    assertThat(intent.firstUntouched()).isEqualTo(25);
  }

  @Test
  void aDurableEndHasNoMetadata() {
    assertThat(Checkpoint.at(25).metadata()).isEmpty();
    assertThat(Checkpoint.parse(25, "")).isEqualTo(Checkpoint.at(25));
    assertThat(Checkpoint.at(25).firstUntouched()).isEqualTo(25);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "landing-to=",
        "landing-to=-3",
        "landing-to=12x",
        "landing-to=99999999999999999999",
        "someone else's"
      })
  void metadataThatIsNotOursIntendsNothing(String metadata) {
    assertThat(Checkpoint.parse(7, metadata)).isEqualTo(Checkpoint.at(7));
  }

  @Test
  void anIntentFromBeforeTheOffsetWasMovedIntendsNothing() {
    assertThat(Checkpoint.parse(30, "landing-to=25")).isEqualTo(Checkpoint.at(30));
    assertThat(Checkpoint.parse(25, "landing-to=25")).isEqualTo(Checkpoint.at(25));
  }

  @Test
  void anEmptyBatchCannotBeIntended() {
    assertThatThrownBy(() -> new Checkpoint(5, OptionalLong.of(5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OffsetRange(5, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OffsetRange(-1, 5)).isInstanceOf(IllegalArgumentException.class);
  }
}
