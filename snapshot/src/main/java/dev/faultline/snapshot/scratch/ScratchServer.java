package dev.faultline.snapshot.scratch;

import dev.faultline.sql.ClickHouse;
import java.io.IOException;

/** A ClickHouse in which scratch databases may be made; it goes with the task. */
public interface ScratchServer extends AutoCloseable {

  /** Starts one. */
  @FunctionalInterface
  interface Factory {
    /** Starts one. */
    ScratchServer start() throws IOException, InterruptedException;
  }

  /** Where it is. */
  ClickHouse clickHouse();

  @Override
  void close();
}
