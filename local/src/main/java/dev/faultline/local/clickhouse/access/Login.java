package dev.faultline.local.clickhouse.access;

import dev.faultline.local.clickhouse.engine.EngineException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Fields;

/**
 * The one user there is, and the password if one is asked for. Without one any password is taken:
 * the server is on loopback, where every process of the machine's users reaches it.
 *
 * @param user the user's name
 * @param password the password that every request must carry
 */
public record Login(String user, Optional<String> password) {

  /** The engine's own user without a password. */
  public static final Login OPEN = new Login("default", Optional.empty());

  /** What a request says of itself in one of the three ways that ClickHouse knows. */
  private record Claim(String user, String password) {}

  /**
   * Checks a request. Where it names a user in several ways, all must be right.
   *
   * @return AUTHENTICATION_FAILED, in the same words whatever is wrong; empty if nothing is
   */
  public Optional<EngineException> refusal(HttpFields headers, Fields parameters) {
    List<Claim> claims = new ArrayList<>();
    claim(headers.get("X-ClickHouse-User"), headers.get("X-ClickHouse-Key")).ifPresent(claims::add);
    claim(parameters.getValue("user"), parameters.getValue("password")).ifPresent(claims::add);
    Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION))
        .flatMap(this::authorization)
        .ifPresent(claims::add);
    if (claims.isEmpty()) {
      claims.add(new Claim(Login.OPEN.user, ""));
    }
    for (Claim claim : claims) {
      if (!right(claim)) {
        return Optional.of(
            EngineException.of(
                516,
                "AUTHENTICATION_FAILED",
                claim.user
                    + ": Authentication failed: password is incorrect, or there is no user with"
                    + " such name"));
      }
    }
    return Optional.empty();
  }

  private boolean right(Claim claim) {
    boolean known = same(user, claim.user);
    boolean proven = password.isEmpty() || same(password.get(), claim.password);
    return known & proven;
  }

  /** Takes as long whatever the difference. */
  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Claim> claim(String user, String password) {
    if (user == null && password == null) {
      return Optional.empty();
    }
    String name = user == null || user.isEmpty() ? OPEN.user : user;
    return Optional.of(new Claim(name, password == null ? "" : password));
  }

  /** Schemes other than Basic prove nothing here: wrong if a password is asked for. */
  private Optional<Claim> authorization(String header) {
    String[] parts = header.strip().split("\\s+", 2);
    if (!parts[0].equalsIgnoreCase("Basic")) {
      return password.map(any -> new Claim(parts[0], ""));
    }
    String decoded;
    try {
      byte[] bytes = Base64.getDecoder().decode(parts.length == 2 ? parts[1] : "");
      decoded = new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.of(new Claim("", ""));
    }
    int colon = decoded.indexOf(':');
    return colon < 0
        ? claim(decoded, "")
        : claim(decoded.substring(0, colon), decoded.substring(colon + 1));
  }
}
