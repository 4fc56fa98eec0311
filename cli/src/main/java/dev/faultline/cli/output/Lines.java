package dev.faultline.cli.output;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Lines for people, each shown at once; from any thread. */
public final class Lines {

  private Lines() {}

  /** Printed to the end of a command's output. */
  public static Consumer<String> to(PrintWriter out) {
    return line -> Console.say(out, line);
  }
}
