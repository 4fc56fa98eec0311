package dev.faultline.local;

import dev.faultline.local.ChildProcess.Program;
import dev.faultline.local.registry.RegistryMain;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The schema registry in a process of its own, with Confluent's API. */
final class RegistryProcess {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-Xms32m",
          "-Xmx128m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=48m",
          "-Xss512k");

  private RegistryProcess() {}

  /**
   * Starts it and returns when it answers and refuses incompatible schemas.
   *
   * @param data its folder
   */
  static ChildProcess start(Installation installation, Path data, int port, Path log)
      throws IOException, InterruptedException {
    // the registry's libraries come first: it must not meet other versions of them
    List<String> classPath = List.of(installation.registryJar().toString(), ownClasses());
    List<String> options = new ArrayList<>(JAVA_OPTIONS);
    options.addAll(ClassData.options("registry"));
    Program program =
        new Program(
            "The schema registry",
            classPath,
            options,
            RegistryMain.class.getName(),
            List.of(data.toString(), Integer.toString(port)));
    ChildProcess process = ChildProcess.start(program, log);
    Readiness.await(process, "http://127.0.0.1:" + port + "/subjects", LIMIT);
    try {
      refuseIncompatible(port);
      return process;
    } catch (IOException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  /** Its own default is NONE. */
  private static void refuseIncompatible(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/config"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
            .build();
    HttpResponse<String> response =
        WholeAnswer.within(
            ANSWER, HttpClient.newHttpClient(), request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          "the registry did not take BACKWARD compatibility: "
              + response.statusCode()
              + " "
              + response.body());
    }
  }

  private static String ownClasses() {
    try {
      return Path.of(RegistryMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the code source of RegistryMain is no path", e);
    }
  }
}
