package dev.faultline.bench.ingest;

import dev.faultline.bench.Disposable;
import dev.faultline.ingest.SourceFormats;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.publish.Cadence;
import dev.faultline.ingest.publish.Import;
import dev.faultline.ingest.publish.ImportFailedException;
import dev.faultline.ingest.publish.ImportRequest;
import dev.faultline.ingest.publish.ImportResult;
import dev.faultline.ingest.publish.KafkaConnection;
import dev.faultline.ingest.publish.KafkaPublishedRevisions;
import dev.faultline.ingest.publish.KafkaRecordPublisher;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.local.broker.Broker;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.TopicAdmin;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The import of each format from a file into Kafka, beside a producer that sends as many records of
 * as many bytes without reading anything.
 */
public final class ImportBench {

  private static final String REGISTRY = "mock://bench";
  private static final int WARM_UP = 30_000;
  private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");

  private final Path folder;
  private final int records;
  private final ImportRates rates = new ImportRates();
  private KafkaConnection connection;

  private ImportBench(Path folder, int records) {
    this.folder = folder;
    this.records = records;
  }

  /** Runs everything and prints the rates. */
  public static void run(boolean json, boolean quick) throws Exception {
    try (Disposable folder = Disposable.folder()) {
      ImportBench bench = new ImportBench(folder.path(), quick ? 50_000 : 300_000);
      try (Broker broker =
          Broker.start(
              folder.path().resolve("kafka"), Disposable.freePort(), Disposable.freePort())) {
        bench.connection = KafkaConnection.to(broker.bootstrapServers(), REGISTRY);
        bench.prepare(broker.bootstrapServers());
        bench.measure();
      }
      System.out.println(json ? bench.rates.json() : bench.rates.table());
    }
  }

  private void prepare(String bootstrapServers) throws Exception {
    Properties client = new Properties();
    client.put("bootstrap.servers", bootstrapServers);
    TopicAdmin.createTopics(client, Optional.empty(), (short) 1);
    SchemaRegistryClient schemas = MockSchemaRegistry.getClientForScope("bench");
    for (Topic topic : Topic.values()) {
      schemas.register(topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
    }
  }

  private void measure() throws Exception {
    RawProducer raw = new RawProducer(connection);
    raw.rate(WARM_UP);
    rates.raw(raw.rate(records));
    for (Recording recording : Recordings.all()) {
      SourceFormat format = SourceFormats.named(recording.format()).orElseThrow();
      Path warmUp = folder.resolve("warm-up");
      recording.write(warmUp, WARM_UP);
      rate(format, warmUp, WARM_UP);
      Path file = folder.resolve("recording");
      recording.write(file, records);
      rates.format(recording.format(), rate(format, file, records));
    }
    rates.raw(raw.rate(records));
  }

  private double rate(SourceFormat format, Path file, int expected)
      throws IOException, ImportFailedException {
    ReadOptions options =
        ReadOptions.of(new TimeLimits(Clock.systemUTC(), true)).withObservedAt(AT);
    long size = Files.size(file);
    System.gc();
    long begun = System.nanoTime();
    ImportResult result;
    try (KafkaRecordPublisher publisher = KafkaRecordPublisher.open(connection);
        KafkaPublishedRevisions revisions = KafkaPublishedRevisions.open(connection)) {
      result =
          new Import(
                  publisher,
                  revisions,
                  population -> new Cadence(Duration.ofMinutes(1), Duration.ofSeconds(30)),
                  Clock.systemUTC())
              .run(
                  new ImportRequest(format, List.of(file), options, Optional.empty()),
                  progress -> {});
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (result.accepted() != expected || result.rejected() > 0) {
      throw new IllegalStateException(
          "%s: %d of %d records accepted, %d rejected"
              .formatted(format.name(), result.accepted(), expected, result.rejected()));
    }
    System.err.printf(
        "bench: %s: %,.0f records/s, %.0f MB/s%n",
        format.name(), expected / seconds, size / seconds / 1e6);
    return expected / seconds;
  }
}
