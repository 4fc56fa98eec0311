package dev.faultline.local.clickhouse.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement failed; the message is ClickHouse's own, {@code Code: N. DB::Exception: …}. */
public final class EngineException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\.");
  private static final int UNKNOWN_EXCEPTION = 1002;

  private final int code;

  private EngineException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** An error as the engine tells it. Without a code in the text it is UNKNOWN_EXCEPTION. */
  public static EngineException of(String engineMessage) {
    Matcher matcher = CODE.matcher(engineMessage);
    int code = matcher.find() ? Integer.parseInt(matcher.group(1)) : UNKNOWN_EXCEPTION;
    String message =
        engineMessage.startsWith("Code: ")
            ? engineMessage
            : "Code: " + code + ". DB::Exception: " + engineMessage;
    return new EngineException(code, message.strip());
  }

  /**
   * An error that the front itself finds, in the engine's words.
   *
   * @param name ClickHouse's name of the code, such as SYNTAX_ERROR
   */
  public static EngineException of(int code, String name, String message) {
    return new EngineException(
        code, "Code: " + code + ". DB::Exception: " + message + " (" + name + ")");
  }

  /** ClickHouse's error code. */
  public int code() {
    return code;
  }
}
