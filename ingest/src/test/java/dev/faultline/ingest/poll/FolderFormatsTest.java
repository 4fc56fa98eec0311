package dev.faultline.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.Observation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderFormatsTest {

  @TempDir private Path folder;

  @BeforeEach
  void writeMappings() throws IOException {
    Files.createDirectory(folder.resolve("mappings"));
    Files.writeString(
        folder.resolve("mappings/sui.yaml"),
        "input: json\nfields: {node_id: address, status: {constant: up}}\n");
    Files.writeString(folder.resolve("wrong.yaml"), "fields: {nodeid: address}\n");
  }

  private List<Feed> read(String format, String mapping) throws FeedFileException, IOException {
    String yaml =
        """
        feeds:
          - name: sui
            url: https://nodes.example.com/validators
            format: %s
            interval: 1h
            network: sui
            layer: consensus
            mapping: "%s"
        """
            .formatted(format, mapping);
    return FeedFile.read(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), new FolderFormats(folder));
  }

  @Test
  void aFeedIsReadThroughItsMapping() throws Exception {
    Feed feed = read("observations-csv", "mappings/sui.yaml").get(0);

    ReadRecords read =
        ReadRecords.of(
            feed.format(),
            "[{\"address\":\"0x1\"}]",
            ReadRecords.OPTIONS.withPopulation("sui", "consensus").withObservedAt(ReadRecords.NOW));

    assertThat(read.observations()).extracting(Observation::getNodeId).containsExactly("0x1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          observations-csv | none.yaml | feed 'sui': mapping 'none.yaml' is no readable file
          observations-csv | mappings | feed 'sui': mapping 'mappings' is no readable file
          observations-csv | wrong.yaml | feed 'sui': mapping wrong.yaml: line 1: fields.nodeid is not a key
          solana-geo-csv | mappings/sui.yaml | feed 'sui': mapping goes with observations-csv alone
          observations-xml | mappings/sui.yaml | feed 'sui': format 'observations-xml' is not a format
          """)
  void whatIsWrongIsToldWithTheFeed(String format, String mapping, String message) {
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> read(format, mapping))
        .withMessageContaining(message);
  }
}
