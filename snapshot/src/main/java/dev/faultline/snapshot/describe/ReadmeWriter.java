package dev.faultline.snapshot.describe;

import dev.faultline.snapshot.content.FileFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Writes what people read first, and the methodology beside it. */
public final class ReadmeWriter {

  private ReadmeWriter() {}

  /** Writes README.md and methodology.md into a folder. */
  public static void write(SnapshotFacts facts, Path folder) throws IOException {
    String files =
        facts.files().stream()
            .map(
                file ->
                    "| `%s` | %,d | %s |"
                        .formatted(file.name(), file.digest().rows(), file.file().description()))
            .collect(Collectors.joining("\n"));
    String extension = facts.format().extension();
    String text =
        resource("readme.md")
            .replace("{as_of}", facts.name().asOf().toString())
            .replace("{release}", facts.name().label())
            .replace("{files}", files)
            .replace("{duckdb}", duckDb(facts.format()))
            .replace("{pandas}", pandas(facts.format()))
            .replace("{clickhouse}", facts.format().clickHouseName())
            .replace("{extension}", extension)
            .replace("{sources}", String.join(", ", facts.sources()));
    Files.writeString(folder.resolve("README.md"), text);
    Files.writeString(folder.resolve("methodology.md"), resource("methodology.md"));
  }

  private static String duckDb(FileFormat format) {
    return switch (format) {
      case PARQUET -> "'decentralization.parquet'";
      case CSV -> "read_csv('decentralization.csv', nullstr = '\\N')";
      case JSON -> "'decentralization.json'";
    };
  }

  private static String pandas(FileFormat format) {
    return switch (format) {
      case PARQUET -> "pd.read_parquet('resilience.parquet')";
      case CSV -> "pd.read_csv('resilience.csv', na_values=['\\\\N'], keep_default_na=False)";
      case JSON -> "pd.read_json('resilience.json')";
    };
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReadmeWriter.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("this build lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
