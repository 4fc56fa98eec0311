package dev.faultline.local.clickhouse.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The paths of a server that clients look at. */
final class Paths extends Handler.Wrapper {

  private static final Set<String> HEALTH = Set.of("/ping", "/replicas_status");
  private static final Set<String> QUERIES = Set.of("", "/", "/query");
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT");

  Paths(Handler queries) {
    super(queries);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    String method = request.getMethod();
    if (HttpMethod.OPTIONS.is(method)) {
      // no page of another origin may do anything, so there is nothing to allow
      response.setStatus(204);
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST, PUT, OPTIONS");
      callback.succeeded();
      return true;
    }
    if (HEALTH.contains(path)) {
      return ok(response, callback);
    }
    if (!QUERIES.contains(path) || !METHODS.contains(method)) {
      return text(
          response,
          callback,
          404,
          "text/plain; charset=UTF-8",
          "There is no handle " + path + "\n\nUse / or /ping for health checks.\n");
    }
    boolean reads = HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method);
    boolean bare = request.getHttpURI().getQuery() == null;
    boolean body =
        request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    if (bare && !body && reads) {
      return ok(response, callback);
    }
    return super.handle(request, response, callback);
  }

  private static boolean ok(Response response, Callback callback) {
    return text(response, callback, 200, "text/html; charset=UTF-8", "Ok.\n");
  }

  private static boolean text(
      Response response, Callback callback, int status, String type, String text) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    Content.Sink.write(response, true, text, callback);
    return true;
  }
}
