package dev.faultline.cli.snapshot;

import dev.faultline.local.TemporaryEngine;
import dev.faultline.snapshot.scratch.ScratchServer;
import dev.faultline.sql.ClickHouse;
import java.io.IOException;

/** The ClickHouse engine that comes with the build, as a place for scratch databases. */
public final class LocalScratch implements ScratchServer {

  private final TemporaryEngine engine;

  private LocalScratch(TemporaryEngine engine) {
    this.engine = engine;
  }

  /** Starts one. */
  public static ScratchServer start() throws IOException, InterruptedException {
    return new LocalScratch(TemporaryEngine.start());
  }

  @Override
  public ClickHouse clickHouse() {
    return ClickHouse.at(engine.url());
  }

  @Override
  public void close() {
    engine.close();
  }
}
