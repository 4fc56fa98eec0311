package dev.faultline.snapshot.announce;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.SnapshotRow;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.Weighting;
import dev.faultline.service.kafka.KafkaConfiguration;
import dev.faultline.snapshot.describe.Description;
import dev.faultline.snapshot.describe.Description.DescribedFile;
import dev.faultline.snapshot.describe.Description.DescribedPopulation;
import dev.faultline.snapshot.describe.Description.Summary;
import dev.faultline.snapshot.release.Hash;
import dev.faultline.snapshot.release.Sums;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells of a release in the topic of snapshots: a record a population. */
public final class KafkaAnnouncer implements Announcer {

  private final KafkaConfiguration kafka;

  public KafkaAnnouncer(KafkaConfiguration kafka) {
    this.kafka = kafka;
  }

  @Override
  public void announce(Path folder, Description description)
      throws IOException, InterruptedException {
    Map<String, Object> settings =
        kafka.producer(
            Map.of(
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000",
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000"));
    try (Producer<String, SnapshotRow> producer =
        new KafkaProducer<>(
            settings,
            new StringSerializer(),
            new RegistrySerdes(kafka.registry()).<SnapshotRow>serializer())) {
      List<Future<?>> sent = new ArrayList<>();
      for (SnapshotRow row : rows(folder, description)) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    Topic.SNAPSHOTS.topicName(),
                    null,
                    row.getAsOf().toEpochMilli(),
                    new Population(row.getNetwork(), row.getLayer()).key(),
                    row)));
      }
      for (Future<?> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(
          "the snapshot is there, but it could not be told of: " + e.getCause().getMessage(), e);
    }
  }

  /** The records of a release. */
  static List<SnapshotRow> rows(Path folder, Description description) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (DescribedFile file : description.files().values()) {
      files.put(file.path(), file.sha256());
    }
    String sums = Hash.ofFile(folder.resolve(Sums.FILE));
    int release = description.name().number();
    List<SnapshotRow> rows = new ArrayList<>();
    for (DescribedPopulation each : description.populations()) {
      Summary summary = each.summary();
      rows.add(
          SnapshotRow.newBuilder()
              .setNetwork(each.network())
              .setLayer(each.layer())
              .setAsOf(description.name().asOf())
              .setRelease(release)
              .setSupersedes(release > 1 ? release - 1 : null)
              .setReason(description.reason().orElse(null))
              .setAt(each.at())
              .setPath(description.name().path())
              .setWindowS((int) summary.windowSeconds())
              .setWeighting(Weighting.valueOf(summary.weighting().toUpperCase(Locale.ROOT)))
              .setLiveNodes(summary.liveNodes())
              .setResilienceIndex(summary.index())
              .setIndexLow(summary.indexLow())
              .setIndexHigh(summary.indexHigh())
              .setWeakest(summary.weakest())
              .setNakamoto(summary.nakamoto())
              .setFiles(files)
              .setSumsSha256(sums)
              .setMethodologyVersion(String.join(",", description.methodologies()))
              .build());
    }
    return rows;
  }
}
