package dev.faultline.api.http;

/**
 * A parameter of a route.
 *
 * @param in path or query
 */
public record Parameter(String name, In in) {

  /** Where it stands. */
  public enum In {
    PATH,
    QUERY
  }

  /** One of the query string. */
  public static Parameter query(String name) {
    return new Parameter(name, In.QUERY);
  }
}
