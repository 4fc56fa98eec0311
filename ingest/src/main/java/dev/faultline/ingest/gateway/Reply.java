package dev.faultline.ingest.gateway;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes answers. */
final class Reply {

  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private Reply() {}

  /** Writes a JSON answer; the connection ends if the request's body was not read. */
  static void json(Response response, Callback callback, Answer answer) {
    answer
        .retryAfterSeconds()
        .ifPresent(s -> response.getHeaders().put(HttpHeader.RETRY_AFTER, Integer.toString(s)));
    write(response, callback, answer.status(), JSON, answer.json());
  }

  /** Writes metrics in Prometheus' text format. */
  static void metrics(Response response, Callback callback, String text) {
    write(response, callback, 200, PROMETHEUS, text);
  }

  private static void write(
      Response response, Callback callback, int status, String type, String body) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_LENGTH, body.getBytes(StandardCharsets.UTF_8).length);
    Content.Sink.write(response, true, body, callback);
  }
}
