package dev.faultline.ingest.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Compares tokens by their hashes, so that the time it takes tells nothing about the token. */
final class TokenCheck {

  private static final String SCHEME = "Bearer ";

  private final Optional<byte[]> expected;

  /**
   * @param token empty if everybody may send
   */
  TokenCheck(Optional<String> token) {
    this.expected = token.map(TokenCheck::hash);
  }

  /**
   * Whether the sender may send.
   *
   * @param authorization the request's Authorization header; null if there is none
   */
  boolean allows(String authorization) {
    if (expected.isEmpty()) {
      return true;
    }
    String presented =
        authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            ? authorization.substring(SCHEME.length()).strip()
            : "";
    return MessageDigest.isEqual(expected.get(), hash(presented)) && !presented.isEmpty();
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
