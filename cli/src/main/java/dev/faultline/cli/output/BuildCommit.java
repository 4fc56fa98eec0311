package dev.faultline.cli.output;

import dev.faultline.local.Installation;
import dev.faultline.local.LocalStackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The commit that this build is of: told by FAULTLINE_COMMIT, else by the checkout. */
public final class BuildCommit {

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");
  private static final int LIMIT_SECONDS = 5;
  private static final String UNKNOWN = "unknown";

  private BuildCommit() {}

  /** In hexadecimal; {@code unknown} where nobody knows. */
  public static String text() throws InterruptedException {
    String told = System.getenv("FAULTLINE_COMMIT");
    if (told != null && !told.isEmpty()) {
      return told;
    }
    try {
      Path home = Installation.find().home();
      return Files.exists(home.resolve(".git")) ? ofCheckout(home) : UNKNOWN;
    } catch (IOException | LocalStackException e) {
      return UNKNOWN;
    }
  }

  private static String ofCheckout(Path home) throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "-C", home.toString(), "rev-parse", "HEAD")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!git.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      git.destroyForcibly();
      return UNKNOWN;
    }
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return COMMIT.matcher(said).matches() ? said : UNKNOWN;
  }
}
