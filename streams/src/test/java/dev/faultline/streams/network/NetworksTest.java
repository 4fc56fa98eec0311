package dev.faultline.streams.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.Population;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {

  private static final String HEADER = String.join(",", NetworkRow.COLUMNS) + "\n";

  private final Networks networks = Networks.load();

  @Test
  void solanaHaltsAtAThirdByConvention() {
    PopulationRules solana = networks.rules(new Population("solana", "consensus"));

    assertThat(solana.baseUnit()).isEqualTo("lamports");
    assertThat(solana.liveness()).isEqualTo(new FaultRule(1, 3, false));
    assertThat(solana.safety()).contains(new FaultRule(2, 3, false));
    assertThat(solana.kind()).isEqualTo(RuleKind.CONVENTION);
    assertThat(solana.stepMillis()).isEqualTo(60_000);
    assertThat(solana.windowSeconds()).containsExactly(300, 3_600, 86_400);
    assertThat(solana.graceMillis()).isEqualTo(30_000);
    assertThat(solana.longestWindowMillis()).isEqualTo(86_400_000);
    assertThat(solana.isDefault()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ethereum, consensus, > 1/3, PROTOCOL",
    "cosmoshub, consensus, >= 1/3, PROTOCOL",
    "internet-computer, consensus, > 1/3, PROTOCOL",
    "bitcoin, consensus, > 1/2, CONVENTION",
    "filecoin, storage, >= 1/2, CONVENTION",
    "akash, compute, >= 1/2, CONVENTION"
  })
  void livenessRules(String network, String layer, String rule, RuleKind kind) {
    PopulationRules rules = networks.rules(new Population(network, layer));

    assertThat(rules.liveness()).hasToString(rule);
    assertThat(rules.kind()).isEqualTo(kind);
  }

  @Test
  void everyRowHasACitationAndNoConventionHidesAsProtocol() {
    assertThat(networks.all())
        .hasSizeGreaterThan(15)
        .allSatisfy(rules -> assertThat(rules.citation()).hasSizeGreaterThan(40))
        .filteredOn(rules -> rules.liveness().denominator() == 2)
        .allSatisfy(rules -> assertThat(rules.kind()).isEqualTo(RuleKind.CONVENTION));
  }

  @Test
  void populationWithoutARowGetsTheDefaultsAndSaysSo() {
    Population population = new Population("nowhere", "access");

    PopulationRules rules = networks.rules(population);

    assertThat(rules.isDefault()).isTrue();
    assertThat(rules.population()).isEqualTo(population);
    assertThat(rules.liveness()).isEqualTo(new FaultRule(1, 2, false));
    assertThat(rules.safety()).isEmpty();
    assertThat(rules.kind()).isEqualTo(RuleKind.CONVENTION);
    assertThat(rules.windowSeconds()).containsExactly(300, 3_600, 86_400);
    assertThat(rules.citation()).contains("convention");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Solana,a,u,>= 1/3,,protocol,60,300,30,c; column network",
        "a,,u,>= 1/3,,protocol,60,300,30,c; column layer",
        "a,acess,u,>= 1/3,,protocol,60,300,30,c; column layer, value 'acess': expected one of",
        "a,access,,>= 1/3,,protocol,60,300,30,c; column base_unit",
        "a,access,u,0.33,,protocol,60,300,30,c; column liveness, value '0.33'",
        "a,access,u,>= 0/3,,protocol,60,300,30,c; column liveness",
        "a,access,u,> 1/3,> 3/3,protocol,60,300,30,c; column safety",
        "a,access,u,> 1/3,,habit,60,300,30,c; expected protocol or convention",
        "a,access,u,> 1/3,,protocol,0,300,30,c; column step_s",
        "a,access,u,> 1/3,,protocol,60,,30,c; column windows_s",
        "a,access,u,> 1/3,,protocol,60,90,30,c; multiples of the step",
        "a,access,u,> 1/3,,protocol,60,300 60,30,c; ascend",
        "a,access,u,> 1/3,,protocol,60,300,-1,c; column grace_s",
        "a,access,u,> 1/3,,protocol,60,300,30,; column citation"
      })
  void aMistakeIsNamedByLineAndColumn(String row, String complaint) {
    assertThatThrownBy(() -> Networks.read("mine.csv", new StringReader(HEADER + row)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mine.csv line 2")
        .hasMessageContaining(complaint);
  }

  @Test
  void aSecondRowForAPopulationIsRefused() {
    String row = "a,access,u,> 1/3,,protocol,60,300,30,c\n";

    assertThatThrownBy(() -> Networks.read("mine.csv", new StringReader(HEADER + row + row)))
        .hasMessage("mine.csv line 3, column layer: a second row for a/access");
  }

  @Test
  void otherColumnsAreRefused() {
    assertThatThrownBy(() -> Networks.read("mine.csv", new StringReader("network,layer\na,b\n")))
        .hasMessageStartingWith("mine.csv line 1: columns must be network,layer,base_unit");
  }

  @Test
  void aShortRowIsRefused() {
    assertThatThrownBy(() -> Networks.read("mine.csv", new StringReader(HEADER + "a,access,u")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mine.csv line 2, column liveness");
    String row = "a,access,u,> 1/3,,protocol,60,300,30,c\n";
    assertThatThrownBy(() -> Networks.read("mine.csv", new StringReader(HEADER + row + "a,c")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mine.csv: ");
  }

  @Test
  void aPublisherMayBeBehindByTheLongestWindowUnlessTheTableSaysOtherwise() {
    Population population = new Population("a", "access");
    String row = "a,access,u,> 1/3,,protocol,60,300 3600,30,";
    Networks silent = Networks.read("mine.csv", new StringReader(HEADER + row + "c\n"));
    assertThat(silent.rules(population).publisherLagMillis()).isEqualTo(3_600_000);

    String header = HEADER.replace("citation", "publisher_lag_s,citation");
    Networks empty = Networks.read("mine.csv", new StringReader(header + row + ",c\n"));
    assertThat(empty.rules(population).publisherLagMillis()).isEqualTo(3_600_000);
    Networks said = Networks.read("mine.csv", new StringReader(header + row + "600,c\n"));
    assertThat(said.rules(population).publisherLagMillis()).isEqualTo(600_000);

    assertThat(silent.rules(new Population("undeclared", "access")).publisherLagMillis())
        .isEqualTo(86_400_000);
    assertThatThrownBy(() -> Networks.read("mine.csv", new StringReader(header + row + "-1,c\n")))
        .hasMessageStartingWith("mine.csv line 2, column publisher_lag_s");
  }

  @Test
  void nodeIdsArePublicUnlessTheTableSaysOtherwise() {
    Population population = new Population("a", "access");
    String header = HEADER.replace("citation", "node_ids,citation");
    String row = "a,access,u,> 1/3,,protocol,60,300 3600,30,";
    Networks said = Networks.read("mine.csv", new StringReader(header + row + "private,c\n"));
    assertThat(said.rules(population).hasPrivateNodes()).isTrue();
    Networks empty = Networks.read("mine.csv", new StringReader(header + row + ",c\n"));
    assertThat(empty.rules(population).hasPrivateNodes()).isFalse();
    assertThatThrownBy(() -> Networks.read("mine.csv", new StringReader(header + row + "x,c\n")))
        .hasMessageStartingWith("mine.csv line 2, column node_ids, value 'x': expected public");
    assertThat(Networks.load().rules(new Population("bitcoin", "consensus")).hasPrivateNodes())
        .isTrue();
    assertThat(Networks.load().rules(new Population("solana", "consensus")).hasPrivateNodes())
        .isFalse();
  }

  @Test
  void rulesThatCannotRollAreRefused() {
    assertThatThrownBy(
            () ->
                new PopulationRules(
                    new Population("a", "b"),
                    "u",
                    new FaultRule(1, 2, false),
                    Optional.empty(),
                    RuleKind.CONVENTION,
                    60_000,
                    List.of(),
                    0,
                    0,
                    false,
                    "c",
                    false))
        .hasMessageContaining("at least one");
  }
}
