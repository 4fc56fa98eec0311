package dev.faultline.sql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MacrosTest {

  private static final String TEMPLATE =
      "CREATE TABLE {database}.t {on_cluster} (a String) ENGINE = {engine}(v)";

  @Test
  void oneNode() throws MigrationException {
    assertThat(Macros.singleNode("f").expand(TEMPLATE))
        .isEqualTo("CREATE TABLE f.t  (a String) ENGINE = ReplacingMergeTree(v)");
  }

  @Test
  void aCluster() throws MigrationException {
    assertThat(Macros.cluster("f", "it's $1").expand(TEMPLATE))
        .isEqualTo(
            "CREATE TABLE f.t ON CLUSTER 'it\\'s $1' (a String)"
                + " ENGINE = ReplicatedReplacingMergeTree(v)");
  }

  @Test
  void parametersOfViewsStay() throws MigrationException {
    assertThat(Macros.singleNode("f").expand("{at:DateTime64(3, 'UTC')}"))
        .isEqualTo("{at:DateTime64(3, 'UTC')}");
  }

  @Test
  void anUnknownMacroIsAnError() {
    assertThatThrownBy(() -> Macros.singleNode("f").expand("{engin}"))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("{engin} is not a macro");
  }
}
