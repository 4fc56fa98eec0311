package dev.faultline.e2e;

import static dev.faultline.e2e.RunningPipeline.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a running pipeline tells Prometheus. */
interface MetricsCases {

  RunningPipeline pipeline();

  /** By name, the help texts of all own meters. */
  default Map<String, String> helpTexts() throws IOException, InterruptedException {
    Map<String, String> texts = new TreeMap<>();
    Pattern.compile("^# HELP (faultline_\\S+) ?(.*)$", Pattern.MULTILINE)
        .matcher(scrape())
        .results()
        .forEach(line -> texts.put(line.group(1), line.group(2)));
    return texts;
  }

  default String scrape() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(pipeline().operationsUrl() + "/metrics")).build(),
            BodyHandlers.ofString())
        .body();
  }

  @Test
  default void oneScrapeTellsOfTheGatewayTheSinkThePopulationsAndWhatWasRefused() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(pipeline().gatewayUrl() + "/v1/observations?measured"))
                    .POST(
                        BodyPublishers.ofString(
                            """
                            [{"network":"measured","layer":"compute","node_id":"a",
                              "observed_at":"2024-05-01T12:00:00Z","status":"up","weight":3},
                             {"network":"measured","layer":"compute","node_id":"b",
                              "observed_at":"2024-05-01T12:00:00Z","status":"up","weight":-3}]
                            """))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(202);

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(scrape())
                    .contains(
                        "faultline_publisher_overdue{layer=\"compute\",network=\"measured\","
                            + "publisher=\"gateway/main\"} 0.0")
                    .containsPattern(
                        "faultline_dead_letters\\{field=\"weight\",stage=\"gateway\"\\} [1-9]")
                    .containsPattern("faultline_sink_lag_records\\{table=\"observations\",.*\\} 0")
                    .containsPattern(
                        "faultline_population_closed_timestamp_seconds\\{layer=\".*\","
                            + "network=\".*\"\\} 1\\."));
    String scrape = scrape();
    assertThat(scrape)
        .containsPattern(
            "faultline_gateway_requests_seconds_count\\{path=\"/v1/observations\",status=\"202\"\\}"
                + " [1-9]")
        .containsPattern("faultline_gateway_records_total\\{outcome=\"rejected\",.*\\} [1-9]")
        .contains("faultline_build_info{")
        .contains("faultline_ready{part=\"ClickHouse\"} 1.0")
        .contains("faultline_service_starts_total{service=\"sink\"} 1.0");
  }

  @Test
  default void everyOwnMeterHasAHelpTextAndABaseUnit() throws Exception {
    Map<String, String> texts = helpTexts();
    assertThat(texts).hasSizeGreaterThan(15);
    assertThat(texts).allSatisfy((name, text) -> assertThat(text).as(name).isNotBlank());
    assertThat(texts.keySet())
        .noneMatch(
            name -> List.of("_ms", "_millis", "_minutes", "_kb").stream().anyMatch(name::endsWith));
  }
}
