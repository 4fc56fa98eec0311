package dev.faultline.local.clickhouse.access;

import dev.faultline.service.http.AllowedHosts;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers 403 to what other machines' web pages and names ask for, before anything is looked at.
 */
public final class ForeignRequestFilter extends Handler.Wrapper {

  private final AllowedHosts hosts;

  public ForeignRequestFilter(AllowedHosts hosts, Handler next) {
    super(next);
    this.hosts = hosts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<String> refusal = hosts.refusal(request);
    if (refusal.isEmpty()) {
      return super.handle(request, response, callback);
    }
    response.setStatus(403);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=UTF-8");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("X-ClickHouse-Exception-Code", "497");
    String text =
        "Code: 497. DB::Exception: "
            + refusal.get()
            + ". Requests must name localhost or a loopback address. A proxy's host name is allowed"
            + " with --allow-host when the server starts. (ACCESS_DENIED)\n";
    Content.Sink.write(response, true, text, callback);
    return true;
  }
}
