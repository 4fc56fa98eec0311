package dev.faultline.api.http;

import java.util.Optional;

/** Why a request is not answered, as RFC 9457 tells it. */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;
  private final String parameter;

  private Problem(int status, String title, String parameter, String detail) {
    super(detail);
    this.status = status;
    this.title = title;
    this.parameter = parameter;
  }

  /**
   * A parameter that cannot be used.
   *
   * @param detail what is wrong with it, and what would be right
   */
  public static Problem parameter(String name, String detail) {
    return new Problem(400, "Wrong parameter", name, detail);
  }

  /** There is nothing of what is asked for. */
  public static Problem notFound(String detail) {
    return new Problem(404, "Not found", null, detail);
  }

  /** Another method is meant for this path. */
  public static Problem method(String allowed) {
    return new Problem(405, "Method not allowed", null, "Use " + allowed + ".");
  }

  /** Nobody serves what the request accepts. */
  public static Problem notAcceptable(String accepts) {
    return new Problem(
        406,
        "Not acceptable",
        "Accept",
        "'"
            + accepts
            + "' is not to be had here; accept application/json, or text/csv for a table.");
  }

  /** The body did not come in time. */
  static Problem tooSlow() {
    return new Problem(408, "Request timeout", "body", "The body did not arrive in time.");
  }

  /** The sender stopped within the body. */
  static Problem brokenOff() {
    return new Problem(400, "Broken off", "body", "The body broke off.");
  }

  /** The body is too large. */
  public static Problem tooLarge(int limit) {
    return new Problem(413, "Too large", "body", "A body may have " + limit + " bytes at most.");
  }

  /** Too many requests of one client. */
  public static Problem tooMany() {
    return new Problem(
        429, "Too many requests", null, "Wait a second, or ask for more in one request.");
  }

  /** Something that the answer needs does not work. */
  public static Problem unavailable(String detail) {
    return new Problem(503, "Unavailable", null, detail);
  }

  /** The question costs more than it may. */
  public static Problem tooCostly(String detail) {
    return new Problem(422, "Too costly", null, detail);
  }

  /** A fault of the server. */
  public static Problem internal() {
    return new Problem(500, "Internal error", null, "The log of the server says more.");
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** Which parameter is to blame, if one is. */
  public Optional<String> parameter() {
    return Optional.ofNullable(parameter);
  }
}
