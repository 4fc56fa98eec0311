package dev.faultline.local.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfluentPathsTest {

  @ParameterizedTest
  @CsvSource({
    "/subjects, /apis/ccompat/v7/subjects",
    "/subjects/a%2Fb-value/versions/latest?deleted=true,"
        + " /apis/ccompat/v7/subjects/a%2Fb-value/versions/latest?deleted=true",
    "/apis/ccompat/v7/config, /apis/ccompat/v7/config",
    "/health/ready, /health/ready"
  })
  void passesConfluentsPathsOn(String path, String target) {
    assertThat(ConfluentPaths.target(1234, URI.create(path)))
        .isEqualTo(URI.create("http://127.0.0.1:1234" + target));
  }
}
