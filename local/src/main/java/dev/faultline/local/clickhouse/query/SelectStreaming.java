package dev.faultline.local.clickhouse.query;

import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.engine.EngineResult;
import dev.faultline.local.clickhouse.engine.ResultStream;
import dev.faultline.local.clickhouse.statement.StreamedFormat;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Sends the output of a SELECT while it is computed: a few chunks at most are in memory. */
final class SelectStreaming {

  private final StreamedFormat joining;
  private final String format;
  private final QueryOutput output;
  private int headerLength;

  SelectStreaming(StreamedFormat joining, String format, QueryOutput output) {
    this.joining = joining;
    this.format = format;
    this.output = output;
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
        output.begin(format, first.progress());
        output.end();
        return;
      }
      headerLength = joining.headerLength(first.bytes());
      try (EngineResult second = stream.next()) {
        output.begin(format, first.progress().plus(second.progress()));
        output.write(first.bytes());
        if (!second.bytes().hasRemaining()) {
          output.end();
          return;
        }
        output.write(rows(second));
      }
    }
    boolean more = true;
    while (more) {
      try (EngineResult chunk = stream.next()) {
        more = chunk.bytes().hasRemaining();
        output.write(rows(chunk));
      }
    }
    output.end();
  }

  private ByteBuffer rows(EngineResult chunk) {
    ByteBuffer bytes = chunk.bytes();
    return bytes.position(Math.min(bytes.limit(), headerLength));
  }
}
