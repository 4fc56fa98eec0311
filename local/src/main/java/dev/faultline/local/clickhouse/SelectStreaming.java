package dev.faultline.local.clickhouse;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Sends the output of a SELECT while it is computed: a few chunks at most are in memory. */
final class SelectStreaming {

  private final StreamedFormat joining;
  private final String format;
  private final Answer answer;
  private int headerLength;

  SelectStreaming(StreamedFormat joining, String format, Answer answer) {
    this.joining = joining;
    this.format = format;
    this.answer = answer;
  }

  /**
   * Sends everything. The answer is held back until the second chunk, so that small ones carry a
   * full summary and most errors their own status.
   *
   * @throws EngineException if the query fails, at its start or in the middle
   */
  void send(ResultStream stream) throws EngineException, IOException {
    try (EngineResult first = stream.next()) {
      if (!first.bytes().hasRemaining()) {
        answer.begin(format, first.progress());
        answer.end();
        return;
      }
      headerLength = joining.headerLength(first.bytes());
      try (EngineResult second = stream.next()) {
        answer.begin(format, first.progress().plus(second.progress()));
        answer.write(first.bytes());
        if (!second.bytes().hasRemaining()) {
          answer.end();
          return;
        }
        answer.write(rows(second));
      }
    }
    boolean more = true;
    while (more) {
      try (EngineResult chunk = stream.next()) {
        more = chunk.bytes().hasRemaining();
        answer.write(rows(chunk));
      }
    }
    answer.end();
  }

  private ByteBuffer rows(EngineResult chunk) {
    ByteBuffer bytes = chunk.bytes();
    return bytes.position(Math.min(bytes.limit(), headerLength));
  }
}
