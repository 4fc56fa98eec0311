package dev.faultline.ingest.poll;

import dev.faultline.ingest.SourceFormats;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.mapped.Mapping;
import dev.faultline.ingest.source.mapped.MappingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All formats, with mapping files that lie beside the file of feeds.
 *
 * @param folder where the file of feeds lies
 */
public record FolderFormats(Path folder) implements FeedFormats {

  private static final String MAPPING = "mapping";

  @Override
  public Optional<SourceFormat> named(String name) {
    return SourceFormats.named(name);
  }

  @Override
  public SourceFormat mapped(String name, String file) throws RefusedException {
    try (InputStream yaml = Files.newInputStream(folder.resolve(file))) {
      return SourceFormats.mapped(name, Mapping.read(yaml))
          .orElseThrow(() -> new RefusedException(MAPPING, "goes with observations-csv alone"));
    } catch (MappingException e) {
      throw new RefusedException(MAPPING, file + ": " + e.getMessage());
    } catch (IOException | InvalidPathException e) {
      throw new RefusedException(
          MAPPING, Quoted.of(file) + " is no readable file beside the file of feeds");
    }
  }
}
