package dev.faultline.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AbandonedTransactionsTest {

  private static final String HERE = "0f4b1f3a-7c3e-4d57-9a4c-0d9a4f6f2a11";
  private static final String GONE = "7b1c2d3e-1111-4222-8333-944455556666";

  @Test
  void areThoseOfInstancesThatAreNoMembers() {
    assertThat(
            AbandonedTransactions.abandoned(
                List.of("app-" + HERE + "-1", "app-" + GONE + "-1", "app-" + GONE + "-2"),
                List.of("app-" + HERE + "-StreamThread-1-consumer")))
        .containsExactly("app-" + GONE + "-1", "app-" + GONE + "-2");
  }

  @Test
  void othersAreLeftAlone() {
    assertThat(AbandonedTransactions.isOf("app", "app-" + GONE + "-1")).isTrue();
    assertThat(AbandonedTransactions.isOf("app", "app-two-" + GONE + "-1")).isFalse();
    assertThat(AbandonedTransactions.isOf("app", "somebody-else")).isFalse();
    assertThat(AbandonedTransactions.isOf("app", "")).isFalse();
    assertThat(AbandonedTransactions.isOf("app", "app-" + "x".repeat(36) + "-1")).isFalse();
  }
}
