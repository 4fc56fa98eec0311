package dev.faultline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks the API, and holds every answer against its description. */
final class ApiClient {

  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final OpenApiDocument description = new OpenApiDocument();
  private final String url;

  /**
   * @param url of the server, without a path
   */
  ApiClient(String url) {
    this.url = url;
  }

  OpenApiDocument description() {
    return description;
  }

  JsonNode json(String path) throws Exception {
    return read(get(path));
  }

  JsonNode post(String path, String body) throws Exception {
    return read(send(path, body));
  }

  private static JsonNode read(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  HttpResponse<String> send(String path, String body) throws Exception {
    return described(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return described(request.build());
  }

  private HttpResponse<String> described(HttpRequest request) throws Exception {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 304) {
      assertThat(
              description.problems(
                  request.method(),
                  request.uri().getPath(),
                  answer.statusCode(),
                  answer.headers().firstValue("Content-Type").orElse(""),
                  answer.body()))
          .as("%s: %s", request.uri(), answer.body())
          .isEmpty();
    }
    return answer;
  }

  private URI uri(String path) {
    return URI.create(url + "/api/v1/" + path);
  }
}
