package dev.faultline.bench.engine;

import dev.faultline.providers.Providers;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.streams.enrich.AsnTable;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.RegionTable;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.runtime.StreamsService;
import dev.faultline.streams.runtime.StreamsSettings;
import java.util.List;

/** Runs the engine over the whole topic, as the product runs it, and reads what it publishes. */
final class EngineRun {

  /**
   * What came of it.
   *
   * @param rate source records per second, from the first record taken in until the last row was
   *     committed
   */
  record Result(double rate, List<DecentralizationRow> rows) {}

  private final StreamsSettings settings;
  private final RegistrySerdes registry;
  private final Networks networks;

  EngineRun(StreamsSettings settings, RegistrySerdes registry, Networks networks) {
    this.settings = settings;
    this.registry = registry;
    this.networks = networks;
  }

  /**
   * Runs once.
   *
   * @param records in the source topic
   * @param expectedRows how many decentralization rows will come
   */
  Result run(long records, int expectedRows) throws Exception {
    Enricher enricher = new Enricher(Providers.load(), AsnTable.empty(), RegionTable.empty());
    try (Published published = new Published(settings, registry);
        StreamsService service = new StreamsService(settings, networks, () -> enricher)) {
      service.start();
      while (received(service) == 0) {
        Thread.sleep(1);
      }
      long begun = System.nanoTime();
      published.await(expectedRows);
      double rate = records / ((System.nanoTime() - begun) / 1e9);
      return new Result(rate, published.rows());
    }
  }

  /** What the stream threads' own consumers took in; what stores are restored from is no input. */
  private static double received(StreamsService service) {
    return service.streams().stream()
        .flatMap(streams -> streams.metrics().entrySet().stream())
        .filter(entry -> entry.getKey().name().equals("records-consumed-total"))
        .filter(entry -> !entry.getKey().tags().containsKey("topic"))
        .filter(entry -> isMainConsumer(entry.getKey().tags().get("client-id")))
        .mapToDouble(entry -> ((Number) entry.getValue().metricValue()).doubleValue())
        .sum();
  }

  private static boolean isMainConsumer(String clientId) {
    return clientId.endsWith("-consumer")
        && !clientId.endsWith("-global-consumer")
        && !clientId.endsWith("-restore-consumer");
  }
}
