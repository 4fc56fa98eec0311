package dev.faultline.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.ingest.SourceFormats;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.schemas.Population;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedFileTest {

  private static final String GOOD =
      """
      feeds:
        - name: aws-health
          url: https://health.example.com/public/currentevents
          format: aws-health-json
          interval: 60s
        - name: solana
          url: http://nodes.example.com:8080/geo.csv
          format: solana-geo-csv
          interval: 1h
          timeout: 2m
          network: solana
          layer: consensus
          source: igroza
      """;

  private static List<Feed> read(String yaml) throws FeedFileException, IOException {
    return FeedFile.read(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), SourceFormats::named);
  }

  @Test
  void readsFeedsWithTheirDefaults() throws Exception {
    List<Feed> feeds = read(GOOD);

    assertThat(feeds).extracting(Feed::name).containsExactly("aws-health", "solana");
    assertThat(feeds.get(0))
        .returns("aws-health", Feed::source)
        .returns(Duration.ofMinutes(1), Feed::interval)
        .returns(Duration.ofSeconds(30), Feed::timeout)
        .returns(Optional.empty(), Feed::population)
        .returns(Vanishing.CLOSES, Feed::vanishing);
    assertThat(feeds.get(1))
        .returns("igroza", Feed::source)
        .returns(Duration.ofMinutes(2), Feed::timeout)
        .returns(Optional.of(new Population("solana", "consensus")), Feed::population)
        .returns(Vanishing.MEANS_NOTHING, Feed::vanishing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: aws-health            | name: AWS             | 'AWS': name
          name: aws-health            | nam: aws              | nam
          name: aws-health            | name: solana          | two feeds have the name 'solana'
          https://health.example.com/ | ftp://example.com/    | 'aws-health': url
          https://health.example.com/ | https://me@example.com/ | 'aws-health': url
          https://health.example.com/ | /etc/passwd?          | 'aws-health': url
          format: aws-health-json     | format: aws           | 'aws-health': format
          interval: 60s               | interval: 60          | 'aws-health': interval
          timeout: 2m                 | post: '{"a'           | 'solana': post must be JSON
          timeout: 2m                 | post: '{} {}'         | 'solana': post must be one JSON value
          timeout: 2m                 | post: ' '             | 'solana': post must be JSON
          timeout: 2m                 | allow: [10.1.0.0/99]  | 'solana': allow
          interval: 60s               | interval: 1s          | interval must be from 5s to 7d
          interval: 60s               | interval: 8d          | interval must be from 5s to 7d
          interval: 60s               | interval: 9999999999s | 'aws-health': interval
          timeout: 2m                 | timeout: 6m           | timeout must be from 1s to 300s
          layer: consensus            | vanishing: never      | 'solana': network and layer
          source: igroza              | vanishing: never      | 'solana': vanishing
          source: igroza              | source: two words     | 'solana': source
          """)
  void saysWhichFeedAndFieldIsWrong(String good, String bad, String message) {
    String broken = GOOD.replaceFirst(good, bad);

    assertThat(broken).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> read(broken))
        .isInstanceOf(FeedFileException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "feeds:", "feeds: []", "feeds: [", "[]", "- name: a", "a: &a [*a]"})
  void aFileWithoutFeedsIsNone(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(FeedFileException.class)
        .hasMessageNotContaining("dev.faultline");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:SECRET@health.example.com/?api_key=SECRET",
        "htps://health.example.com/?api_key=SECRET",
        "\"https://health.example.com/?api_key=SECRET"
      })
  void aKeyInAWrongUrlIsNotRepeated(String url) {
    assertThatThrownBy(() -> read(GOOD.replaceFirst("https://health.example.com/\\S*", url)))
        .isInstanceOf(FeedFileException.class)
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void aFeedTellsItsPlaceWithoutItsQuery() throws Exception {
    String keyed = GOOD.replaceFirst("(https://health.example.com/\\S*)", "$1?api_key=SECRET");

    assertThat(read(keyed).get(0))
        .hasToString("feed aws-health at 'https://health.example.com/public/currentevents'");
  }

  @Test
  void twoFeedsOfOneSourceWouldCloseEachOthersIncidents() {
    String twice =
        GOOD
            + """
              - name: aws-again
                url: https://health.example.com/other
                format: aws-legacy-json
                interval: 60s
                source: aws-health
            """;

    assertThatThrownBy(() -> read(twice))
        .isInstanceOf(FeedFileException.class)
        .hasMessageContaining("'aws-again'")
        .hasMessageContaining("source 'aws-health'");
  }

  @Test
  void vanishingIsAsTheFileSaysElseAsTheDocumentIs() throws Exception {
    assertThat(read(GOOD.replaceFirst("interval: 60s", "$0\n    vanishing: means-nothing")))
        .first()
        .returns(Vanishing.MEANS_NOTHING, Feed::vanishing);
    assertThat(
            FormatVanishing.of(
                "statuspage-json", java.net.URI.create("https://a.example/api/v2/summary.json")))
        .isEqualTo(Vanishing.CLOSES);
    assertThat(
            FormatVanishing.of(
                "statuspage-json", java.net.URI.create("https://a.example/api/v2/incidents.json")))
        .isEqualTo(Vanishing.MEANS_NOTHING);
  }

  @Test
  void theSampleFileIsGood() throws Exception {
    Path sample = Path.of("../docs/feeds.yaml");

    List<Feed> feeds = FeedFile.read(Files.newInputStream(sample), SourceFormats::named);

    assertThat(feeds)
        .extracting(Feed::name)
        .contains("aws-health", "gcp-status", "cloudflare-status", "coinbase-status");
    assertThat(feeds).allSatisfy(feed -> assertThat(feed.url().getScheme()).isEqualTo("https"));
  }
}
