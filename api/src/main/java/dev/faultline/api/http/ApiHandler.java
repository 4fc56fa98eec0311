package dev.faultline.api.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the routes. Queries run in threads of their own, so that the health of the process is
 * told while they do; when all are busy and enough requests wait, further ones are turned away. A
 * body is read before, without a thread and within a time limit.
 */
public final class ApiHandler extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
  private static final String PREFIX = "/api/";
  private static final int BODY_LIMIT = 64 * 1024;
  private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);
  private static final byte[] NO_BODY = {};

  private final List<Route> routes;
  private final RateLimit limit;
  private final Executor executor;

  /**
   * @param executor runs the queries; rejects what it has no room for
   */
  public ApiHandler(List<Route> routes, RateLimit limit, Executor executor) {
    this.routes = List.copyOf(routes);
    this.limit = limit;
    this.executor = executor;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(PREFIX)) {
      return false;
    }
    if (!limit.admits(Request.getRemoteAddr(request))) {
      fail(request, response, callback, Problem.tooMany());
      return true;
    }
    if (isImmediate(path)) {
      answer(path, NO_BODY, request, response, callback);
      return true;
    }
    if (request.getMethod().equals("POST")) {
      new BodyReader(
              request,
              BODY_LIMIT,
              body -> queue(path, body, request, response, callback),
              problem -> fail(request, response, callback, problem))
          .begin(BODY_TIMEOUT);
    } else {
      queue(path, NO_BODY, request, response, callback);
    }
    return true;
  }

  private void queue(
      String path, byte[] body, Request request, Response response, Callback callback) {
    try {
      executor.execute(() -> answer(path, body, request, response, callback));
    } catch (RejectedExecutionException e) {
      fail(request, response, callback, Problem.unavailable("Too many questions are waiting."));
    }
  }

  private boolean isImmediate(String path) {
    return routes.stream().anyMatch(route -> route.isImmediate() && route.template().equals(path));
  }

  private void answer(
      String path, byte[] body, Request request, Response response, Callback callback) {
    try {
      Call call = find(request.getMethod(), path);
      Arguments arguments = arguments(call, request, body);
      Representation answer =
          Representation.of(
              call.route().action().answer(arguments), request.getHeaders().get(HttpHeader.ACCEPT));
      Delivery.send(
          request, response, callback, 200, answer.contentType(), answer.body(), "no-cache");
    } catch (Problem problem) {
      fail(request, response, callback, problem);
    } catch (SQLException e) {
      LOG.warn("{} {}: {}", request.getMethod(), path, e.getMessage());
      fail(request, response, callback, QueryFailure.problem(e));
    } catch (Exception e) {
      LOG.error("{} {}", request.getMethod(), path, e);
      fail(request, response, callback, Problem.internal());
    }
  }

  /** A route and what the path gives it. */
  private record Call(Route route, Map<String, String> parts) {}

  private Call find(String method, String path) {
    List<String> segments =
        Arrays.stream(path.substring(1).split("/", -1)).map(URIUtil::decodePath).toList();
    String wanted = method.equals("HEAD") ? "GET" : method;
    String other = null;
    for (Route route : routes) {
      Optional<Map<String, String>> parts = route.match(segments);
      if (parts.isPresent() && route.method().equals(wanted)) {
        return new Call(route, parts.get());
      }
      other = parts.isPresent() ? route.method() : other;
    }
    throw other == null
        ? Problem.notFound("There is no " + path + "; /openapi.yaml tells what there is.")
        : Problem.method(other);
  }

  private static Arguments arguments(Call call, Request request, byte[] body) {
    Map<String, String> values = new LinkedHashMap<>(call.parts());
    Fields query = query(request);
    for (Fields.Field field : query) {
      if (!call.route().queryParameters().contains(field.getName())) {
        throw Problem.parameter(field.getName(), noSuchParameter(call.route()));
      }
      if (field.getValues().size() > 1) {
        throw Problem.parameter(field.getName(), "It may be given once.");
      }
      values.put(field.getName(), field.getValue());
    }
    return new Arguments(values, body);
  }

  private static Fields query(Request request) {
    try {
      return Request.extractQueryParameters(request, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.parameter("query", "It is not encoded as an address wants it.");
    }
  }

  private static String noSuchParameter(Route route) {
    return route.queryParameters().isEmpty()
        ? "There are no parameters here."
        : "There is no such parameter here; there are: "
            + String.join(", ", route.queryParameters())
            + ".";
  }

  private static void fail(Request request, Response response, Callback callback, Problem problem) {
    Representation answer = Representation.of(problem);
    if (problem.status() == 429 || problem.status() == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    try {
      Delivery.send(
          request,
          response,
          callback,
          problem.status(),
          answer.contentType(),
          answer.body(),
          "no-store");
    } catch (IOException e) {
      callback.failed(e);
    }
  }
}
