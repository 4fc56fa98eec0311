package dev.faultline.cli.service;

import dev.faultline.service.http.AllowedHosts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets in who may ask: with a token those who present it, as a bearer or as the password of any
 * user, which browsers ask for by themselves; without one only requests that name this machine, so
 * that no web page of another site can ask by a name that it lets resolve to 127.0.0.1. Health is
 * told to everybody.
 */
final class AccessGuard extends Handler.Wrapper {

  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";

  private final Optional<String> token;
  private final AllowedHosts hosts = new AllowedHosts(Set.of());

  AccessGuard(Optional<String> token, Handler next) {
    super(next);
    this.token = token;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (Request.getPathInContext(request).startsWith("/health/")) {
      return super.handle(request, response, callback);
    }
    if (token.isPresent()) {
      if (!isToken(presented(request.getHeaders().get(HttpHeader.AUTHORIZATION)))) {
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"Faultline\"");
        refuse(response, callback, 401, "Present the token: as a bearer, or as the password.\n");
        return true;
      }
      return super.handle(request, response, callback);
    }
    Optional<String> refusal = hosts.refusal(request);
    if (refusal.isPresent()) {
      refuse(
          response,
          callback,
          403,
          refusal.get() + ". Requests must name localhost or a loopback address.\n");
      return true;
    }
    return super.handle(request, response, callback);
  }

  private static String presented(String authorization) {
    if (authorization == null) {
      return "";
    }
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return "";
    }
    try {
      byte[] login = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      String text = new String(login, StandardCharsets.UTF_8);
      return text.substring(text.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Compares hashes, so that the time it takes tells nothing about the token. */
  private boolean isToken(String presented) {
    return !presented.isEmpty()
        && MessageDigest.isEqual(hash(token.orElseThrow()), hash(presented));
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void refuse(Response response, Callback callback, int status, String text) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    Content.Sink.write(response, true, text, callback);
  }
}
