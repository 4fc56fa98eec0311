package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitecturePageTest {

  private static final Path ROOT = Path.of("..");
  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "faultline");
  private static final Pattern ROW = Pattern.compile("^\\| `([a-z.]+)` \\| ", Pattern.MULTILINE);

  @Test
  void thePageNamesEveryPackageAndNoOther() throws IOException {
    Matcher rows = ROW.matcher(Files.readString(ROOT.resolve("docs/architecture.md")));
    Set<String> described = new TreeSet<>();
    while (rows.find()) {
      described.add(rows.group(1));
    }

    assertThat(described).isEqualTo(packages());
  }

  private static Set<String> packages() throws IOException {
    Set<String> packages = new TreeSet<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module :
          modules.filter(each -> Files.isDirectory(each.resolve(SOURCES))).toList()) {
        Path sources = module.resolve(SOURCES);
        try (Stream<Path> files = Files.walk(sources)) {
          packages.addAll(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .map(file -> sources.relativize(file.getParent()).toString())
                  .map(folder -> folder.replace('/', '.'))
                  .collect(Collectors.toSet()));
        }
      }
    }
    return packages;
  }
}
