package dev.faultline.streams.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.Dimension;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.junit.jupiter.api.Test;

class JointKeyTest {

  private static String key(List<String> ids) {
    String[] entities = new String[DimensionCode.SIZE];
    for (int i = 0; i < ids.size(); i++) {
      entities[DimensionCode.of(JointKey.DIMENSIONS.get(i))] = ids.get(i);
    }
    return JointKey.of(Arrays.asList(entities));
  }

  /** State that was written under it is read by it: the text never changes. */
  @Test
  void theTextStaysAsItWasWritten() {
    assertThat(JointKey.DIMENSIONS)
        .containsExactly(
            Dimension.PROVIDER,
            Dimension.REGION,
            Dimension.COUNTRY,
            Dimension.CLIENT,
            Dimension.OPERATOR,
            Dimension.HOSTING);
    assertThat(key(Arrays.asList("aws", "aws/us-east-1", "US", null, "a:b", "hyperscale")))
        .isEqualTo("3:aws13:aws/us-east-12:US-3:a:b10:hyperscale");
  }

  @Property(tries = 200)
  void isReadAsItWasWritten(@ForAll @Size(6) List<@WithNull String> ids) {
    assertThat(JointKey.entities(key(ids))).isEqualTo(ids);
  }

  @Test
  void whatIsNoKeyIsRefused() {
    for (String text : List.of("", "---", "3:aw-----", "x:a-----")) {
      assertThatThrownBy(() -> JointKey.entities(text))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
