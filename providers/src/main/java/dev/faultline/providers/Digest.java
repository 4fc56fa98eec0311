package dev.faultline.providers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for contents: the first twelve hex digits of SHA-256. */
public final class Digest {

  private static final int BYTES = 6;

  private Digest() {}

  /** Begins one. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  /** Ends one. */
  public static String finish(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  /** The name of these parts together. */
  public static String of(String... parts) {
    MessageDigest digest = start();
    for (String part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return finish(digest);
  }
}
