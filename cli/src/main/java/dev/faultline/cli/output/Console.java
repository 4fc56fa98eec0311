package dev.faultline.cli.output;

import java.io.PrintWriter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where lines for people go: to the terminal, or into the log where that is JSON, so that whoever
 * collects a service's output reads JSON only.
 */
public final class Console {

  /** Also read by the logging framework, before any option is. */
  private static final String FORMAT = "FAULTLINE_LOG_FORMAT";

  private static final String OPTION = "--log-format";
  private static final String JSON = "json";

  private Console() {}

  /** Of the log. */
  public enum Format {
    TEXT,
    JSON
  }

  /**
   * Finds the log's format among the arguments. Must come before the first class that logs is
   * loaded; what is wrong with the option is told when the arguments are parsed.
   */
  public static void setUp(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.equals(OPTION) && i + 1 < arguments.length) {
        use(arguments[i + 1]);
      } else if (argument.startsWith(OPTION + "=")) {
        use(argument.substring(OPTION.length() + 1));
      }
    }
    if (System.getProperty(FORMAT) == null && System.getenv(FORMAT) != null) {
      use(System.getenv(FORMAT));
    }
  }

  private static void use(String format) {
    System.setProperty(FORMAT, format.equalsIgnoreCase(JSON) ? JSON : "text");
  }

  /** Whether the log is JSON. */
  public static boolean isJson() {
    return JSON.equals(System.getProperty(FORMAT, "").toLowerCase(Locale.ROOT));
  }

  /** Tells how something goes. */
  public static void say(PrintWriter out, String line) {
    if (isJson()) {
      log().info("{}", line);
    } else {
      print(out, line);
    }
  }

  /** Warns. */
  public static void warn(PrintWriter err, String line) {
    if (isJson()) {
      log().warn("{}", line);
    } else {
      print(err, line);
    }
  }

  /** Tells why the process ends. */
  public static void fail(PrintWriter err, String line) {
    if (isJson()) {
      log().error("{}", line);
    } else {
      print(err, line);
    }
  }

  private static void print(PrintWriter to, String line) {
    synchronized (to) {
      to.println(line);
      to.flush();
    }
  }

  /** Made when it is needed, so that nothing is set up before the format is known. */
  private static Logger log() {
    return LoggerFactory.getLogger("dev.faultline.console");
  }
}
