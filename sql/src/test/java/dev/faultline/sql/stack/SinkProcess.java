package dev.faultline.sql.stack;

import dev.faultline.service.retry.Backoff;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.batch.BatchLimits;
import dev.faultline.sql.sink.Sink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A sink in a process of its own, so that it can be killed. */
public final class SinkProcess {

  private SinkProcess() {}

  /** Starts one with small batches, so that a kill at any time is in the middle of one. */
  public static Process start(SinkSettings settings) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SinkProcess.class.getName(),
            settings.bootstrapServers(),
            settings.registryUrl(),
            settings.clickHouse().url(),
            settings.clickHouse().database(),
            settings.groupId(),
            settings.clickHouse().user(),
            settings.clickHouse().password());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
        .start();
  }

  /** Runs until a signal. */
  public static void main(String[] arguments) {
    SinkSettings settings =
        new SinkSettings(
            arguments[0],
            arguments[1],
            new ClickHouse(arguments[2], arguments[5], arguments[6], arguments[3]),
            arguments[4],
            0,
            new BatchLimits(500, 1 << 20, Duration.ofMillis(20)),
            Backoff.DEFAULT,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            // a killed member must be noticed soon
            Map.of(
                "session.timeout.ms", "2000",
                "heartbeat.interval.ms", "300",
                "max.poll.records", "500"));
    Sink sink = new Sink(settings, new SimpleMeterRegistry(), Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(sink::close));
    sink.start();
    sink.await();
  }
}
