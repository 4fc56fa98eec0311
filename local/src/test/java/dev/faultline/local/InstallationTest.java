package dev.faultline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallationTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x64-gnu",
    "Linux, aarch64, linux-arm64-gnu",
    "Mac OS X, x86_64, darwin-x64",
    "Mac OS X, aarch64, darwin-arm64"
  })
  void namesPlatformsAsNpmDoes(String system, String architecture, String platform) {
    assertThat(Installation.platform(system, architecture)).isEqualTo(platform);
  }

  @Test
  void saysWhatToUseWhereThereIsNoEngine() {
    assertThatThrownBy(() -> Installation.platform("Windows 11", "amd64"))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("--clickhouse-url");
  }

  @Test
  void saysHowToGetWhatIsMissing(@TempDir Path empty) {
    Installation installation = new Installation(empty);
    assertThatThrownBy(installation::asnTables)
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("is missing")
        .hasMessageContaining("npm ci");
    assertThatThrownBy(installation::registryJar)
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("mvn");
  }

  @Test
  void saysWhichJdkIsNeeded() {
    assertThatThrownBy(() -> Installation.checkJava(11))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("JDK 17")
        .hasMessageContaining("JAVA_HOME");
  }

  @Test
  void isFoundFromWithinTheCheckout() {
    assertThat(Installation.find().home().resolve("local/npm/package.json")).exists();
  }
}
