package dev.faultline.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Small inputs that were once read wrongly: ours, and where a folder of cases lies beside the
 * project, the one of the same name there.
 */
public final class Cases {

  private Cases() {}

  /** The inputs of that name, one or two. */
  public static List<byte[]> of(String name) {
    List<byte[]> inputs = new ArrayList<>();
    try (InputStream ours = Cases.class.getResourceAsStream("/cases/" + name)) {
      inputs.add(ours.readAllBytes());
      Path beside = beside().resolve(name);
      if (Files.isReadable(beside)) {
        inputs.add(Files.readAllBytes(beside));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return inputs;
  }

  private static Path beside() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null && !Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder.resolve("../shared/cases").normalize();
  }
}
