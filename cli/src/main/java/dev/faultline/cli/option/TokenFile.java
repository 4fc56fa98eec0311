package dev.faultline.cli.option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Where a token comes from: a file, or the environment. No option has the token itself, so that it
 * shows in no process list.
 */
public final class TokenFile {

  private TokenFile() {}

  /**
   * Reads a token.
   *
   * @param file whose first line is the token; null or empty for none
   * @param variable of the environment that is asked where there is no file
   * @throws ParameterException if the file cannot be read or has none
   */
  public static Optional<String> token(Path file, String variable, CommandLine command) {
    if (file == null || file.toString().isEmpty()) {
      return Optional.ofNullable(System.getenv(variable)).filter(token -> !token.isBlank());
    }
    String token;
    try (Stream<String> lines = Files.lines(file)) {
      token = lines.findFirst().orElse("").strip();
    } catch (IOException | UncheckedIOException e) {
      throw new ParameterException(command, "There is no readable file '" + file + "'.");
    }
    if (token.isEmpty()) {
      throw new ParameterException(
          command, "The file '" + file + "' has no token in its first line.");
    }
    return Optional.of(token);
  }
}
