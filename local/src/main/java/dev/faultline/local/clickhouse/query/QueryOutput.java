package dev.faultline.local.clickhouse.query;

import dev.faultline.local.clickhouse.engine.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the output of a statement goes. */
public interface QueryOutput {

  /**
   * The output begins; from here on an error can only follow it.
   *
   * @param format name of its format
   * @param progress what is known so far
   */
  void begin(String format, Progress progress) throws IOException;

  /** Sends bytes of the output. */
  void write(ByteBuffer bytes) throws IOException;

  /** The output is complete. */
  void end() throws IOException;
}
