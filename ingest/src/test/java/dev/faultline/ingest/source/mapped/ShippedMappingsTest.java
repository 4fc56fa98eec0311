package dev.faultline.ingest.source.mapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.HostingClass;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mapping files of the documentation, each with a small table. */
class ShippedMappingsTest {

  static List<Path> samples() throws IOException {
    return files("samples");
  }

  static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Mappings.FOLDER.resolve(folder))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<Observation> sample(String file) throws Exception {
    Path sample = Mappings.FOLDER.resolve("samples").resolve(file);
    ReadRecords read =
        ReadRecords.of(
            new ObservationsCsv(Mappings.shipped(name(sample))), sample, Mappings.OPTIONS);
    assertThat(read.refusals()).isEmpty();
    return read.observations();
  }

  @Test
  void everyMappingHasASample() throws Exception {
    List<String> mappings =
        files("").stream()
            .filter(file -> file.toString().endsWith(".yaml"))
            .map(ShippedMappingsTest::name)
            .toList();

    assertThat(samples()).extracting(ShippedMappingsTest::name).isEqualTo(mappings);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsReadToItsEnd(Path sample) throws Exception {
    assertThat(sample(sample.getFileName().toString())).hasSizeGreaterThan(1);
  }

  @Test
  void gamingComputersAreConsumers() throws Exception {
    assertThat(sample("gaimin-gpus.json"))
        .extracting(
            Observation::getHosting,
            Observation::getStatus,
            Observation::getCountry,
            Observation::getWeight)
        .containsExactly(
            tuple(HostingClass.CONSUMER, NodeStatus.UP, "GB", 1L),
            tuple(HostingClass.DATACENTER, NodeStatus.DOWN, null, 64L));
    assertThat(sample("render-gpus.csv"))
        .extracting(Observation::getHosting, Observation::getCountry, Observation::getOperator)
        .containsExactly(
            tuple(HostingClass.DATACENTER, "DE", "studio one"),
            tuple(HostingClass.CONSUMER, "NA", null),
            tuple(null, null, null));
  }

  @Test
  void frontEndsOfAnExchangeAreItsAccessLayer() throws Exception {
    assertThat(sample("exchange-access.csv"))
        .extracting(Observation::getLayer, Observation::getNodeId, Observation::getStatus)
        .containsExactly(
            tuple("access", "www.exchange.example@104.21.21.56", NodeStatus.UP),
            tuple("access", "api.exchange.example@52.95.110.1", NodeStatus.DOWN),
            tuple("access", "ws.exchange.example@5.9.0.1", NodeStatus.DEGRADED));
  }

  @Test
  void sharesOfTheCloudMarketAreBasisPoints() throws Exception {
    assertThat(sample("cloud-market.csv"))
        .extracting(Observation::getNetwork, Observation::getProvider, Observation::getWeight)
        .containsExactly(
            tuple("cloud-market", "Amazon", 3050L),
            tuple("cloud-market", "Microsoft", 2100L),
            tuple("cloud-market", "Google", 1225L));
  }

  @Test
  void stakesAreInTheBaseUnit() throws Exception {
    assertThat(sample("polygon-validators.csv"))
        .extracting(Observation::getWeight)
        .containsExactly(128_000_000_250_000_000L, 9_500_000_000_000L);
    assertThat(sample("sui-validators.json"))
        .extracting(Observation::getIp, Observation::getWeight)
        .containsExactly(tuple("5.9.0.1", 38000000000000001L), tuple(null, 12000000000000001L));
    assertThat(sample("internet-computer-nodes.json"))
        .extracting(Observation::getCountry, Observation::getStatus)
        .containsExactly(tuple("CH", NodeStatus.UP), tuple("US", NodeStatus.DOWN));
  }
}
