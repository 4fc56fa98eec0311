package dev.faultline.bench.ingest;

import dev.faultline.bench.Disposable;
import dev.faultline.ingest.SourceFormats;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.importer.Import;
import dev.faultline.ingest.importer.ImportFailedException;
import dev.faultline.ingest.importer.ImportRequest;
import dev.faultline.ingest.importer.ImportResult;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.ingest.publish.kafka.KafkaPublishedRevisions;
import dev.faultline.ingest.publish.kafka.KafkaPublishers;
import dev.faultline.ingest.publish.kafka.KafkaRecordPublisher;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.watermark.Cadence;
import dev.faultline.local.FreePorts;
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
  private int brokers;

  private ImportBench(Path folder, int records) {
    this.folder = folder;
    this.records = records;
  }

  /** Runs everything and prints the rates. */
  public static void run(boolean json, boolean quick) throws Exception {
    try (Disposable folder = Disposable.folder()) {
      ImportBench bench = new ImportBench(folder.path(), quick ? 50_000 : 300_000);
      SchemaRegistryClient schemas = MockSchemaRegistry.getClientForScope("bench");
      for (Topic topic : Topic.values()) {
        schemas.register(
            topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
      }
      bench.producerAlone();
      for (Recording recording : Recordings.all()) {
        bench.measure(recording);
      }
      System.out.println(json ? bench.rates.json() : bench.rates.table());
    }
  }

  /** A broker of its own for each: an import of incidents begins by reading those there are. */
  private Broker broker() throws Exception {
    Broker broker =
        Broker.start(folder.resolve("kafka-" + brokers++), FreePorts.one(), FreePorts.one());
    connection = KafkaConnection.to(broker.bootstrapServers(), REGISTRY);
    Properties client = new Properties();
    client.put("bootstrap.servers", broker.bootstrapServers());
    TopicAdmin.createTopics(client, Optional.empty(), (short) 1);
    return broker;
  }

  private void producerAlone() throws Exception {
    try (Broker broker = broker()) {
      RawProducer raw = new RawProducer(connection);
      raw.rate(WARM_UP);
      rates.raw(raw.rate(records));
      rates.raw(raw.rate(records));
    }
  }

  private void measure(Recording recording) throws Exception {
    SourceFormat format = SourceFormats.named(recording.format()).orElseThrow();
    Path warmUp = folder.resolve("warm-up");
    recording.write(warmUp, WARM_UP);
    Path file = folder.resolve("recording");
    recording.write(file, records);
    try (Broker broker = broker()) {
      rate(format, warmUp, WARM_UP);
    }
    try (Broker broker = broker()) {
      double rate = rate(format, file, records);
      rates.format(recording.format(), rate);
      System.err.printf(
          "bench: %s: %,.0f records/s, %.0f MB/s%n",
          format.name(), rate, Files.size(file) / (double) records * rate / 1e6);
    }
  }

  private double rate(SourceFormat format, Path file, int expected)
      throws IOException, ImportFailedException {
    ReadOptions options =
        ReadOptions.of(new TimeLimits(Clock.systemUTC(), true)).withObservedAt(AT);
    System.gc();
    long begun = System.nanoTime();
    ImportResult result;
    try (KafkaRecordPublisher publisher = KafkaRecordPublisher.open(connection);
        KafkaPublishedRevisions revisions = KafkaPublishedRevisions.open(connection);
        KafkaPublishers publishers = KafkaPublishers.open(connection)) {
      result =
          new Import(
                  publisher,
                  revisions,
                  publishers,
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
    return expected / seconds;
  }
}
