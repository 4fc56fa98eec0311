package dev.faultline.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The page and its files from the class path, and {@code /openapi.yaml}. The policy that goes with
 * them runs no script and applies no style but the page's own files, and connects to nobody else.
 */
public final class StaticFiles extends Handler.Abstract {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json",
          "txt", "text/plain; charset=utf-8",
          "yaml", "application/yaml");

  /** What is named after its content never changes. */
  private static final Pattern HASHED = Pattern.compile(".*-[A-Z0-9]{8}\\.\\w+");

  private static final Pattern NAME = Pattern.compile("/[A-Za-z0-9_-]+(\\.[A-Za-z0-9]+)+");

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    String name = path.equals("/") ? "/index.html" : path;
    if (!NAME.matcher(name).matches()) {
      return false;
    }
    // only what exists is kept, or anyone could fill the memory
    byte[] known = files.get(name);
    Optional<byte[]> file = known == null ? read(name) : Optional.of(known);
    file.ifPresent(content -> files.put(name, content));
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (file.isEmpty() || type == null) {
      return false;
    }
    response.getHeaders().put("Content-Security-Policy", POLICY);
    response.getHeaders().put("Cross-Origin-Opener-Policy", "same-origin");
    String caching =
        HASHED.matcher(name).matches() ? "public, max-age=31536000, immutable" : "no-cache";
    Delivery.send(request, response, callback, 200, type, file.get(), caching);
    return true;
  }

  private static Optional<byte[]> read(String name) {
    try (InputStream in = StaticFiles.class.getResourceAsStream("/web" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
