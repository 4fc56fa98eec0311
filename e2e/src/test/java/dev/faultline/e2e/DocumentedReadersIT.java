package dev.faultline.e2e;

import dev.faultline.streams.network.Networks;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The consumers of docs/consume.md, the named queries, alerts and warnings, beside nothing but
 * their own data.
 */
class DocumentedReadersIT
    implements ConsumePageCases, NamedQueryCases, AlertCases, FailingFeedCases {

  @TempDir private static Path folder;
  private static RunningPipeline pipeline;

  @BeforeAll
  static void start() throws Exception {
    pipeline = new RunningPipeline(folder.resolve("data"), Networks.load());
  }

  @AfterAll
  static void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Override
  public RunningPipeline pipeline() {
    return pipeline;
  }
}
