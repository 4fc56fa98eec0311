package dev.faultline.snapshot.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasesTest {

  private static final Instant AS_OF = Instant.parse("2025-10-20T00:00:00Z");
  private static final ReleaseName FIRST = ReleaseName.first(AS_OF);

  @TempDir Path all;

  @Test
  void releasesAreNamedByTheirAsOf() {
    assertThat(FIRST.path()).isEqualTo("2025-10-20T00-00-00Z");
    assertThat(FIRST.next().path()).isEqualTo("2025-10-20T00-00-00Z/r2");
    assertThat(ReleaseName.asOf("2025-10-20T00-00-00Z")).contains(AS_OF);
    assertThat(ReleaseName.asOf("latest")).isEmpty();
    assertThat(ReleaseName.asOf("2025-10-20")).isEmpty();
  }

  @Test
  void whatIsPublishedIsFoundAndNothingElse() throws Exception {
    publish(FIRST);
    publish(FIRST.next());
    Files.createDirectories(all.resolve("2025-10-21T00-00-00Z"));
    Files.createDirectories(all.resolve(".writing-1"));

    assertThat(Releases.in(all)).containsExactly(FIRST, FIRST.next());
    assertThat(Releases.newestOf(AS_OF, Releases.in(all))).contains(FIRST.next());
    assertThat(Releases.before(AS_OF, Releases.in(all))).isEmpty();
    assertThat(Releases.before(AS_OF.plusSeconds(1), Releases.in(all))).contains(FIRST.next());
    assertThat(Releases.in(all.resolve("none"))).isEmpty();
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    publish(FIRST);
    assertThatThrownBy(() -> publish(FIRST)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void whatAKilledRunLeftLooksLikeNoSnapshotAndGoes() throws Exception {
    Staging killed = Staging.in(all);
    Files.writeString(killed.folder().resolve(Releases.DESCRIPTION), "{}");
    assertThat(Releases.in(all)).isEmpty();

    publish(FIRST);
    assertThat(killed.folder()).doesNotExist();
    assertThat(Releases.in(all)).containsExactly(FIRST);
  }

  @Test
  void sumsTellWhatIsChangedMissingOrNew() throws Exception {
    publish(FIRST);
    Path folder = FIRST.in(all);
    Files.writeString(folder.resolve("rows.csv"), "a\n1\n");
    Sums.write(folder);
    assertThat(Sums.difference(folder, FIRST)).isEmpty();
    assertThat(Files.readAllLines(folder.resolve(Sums.FILE))).hasSize(2);

    Files.writeString(folder.resolve("rows.csv"), "a\n2\n");
    assertThat(Sums.difference(folder, FIRST).orElseThrow()).startsWith("rows.csv has the sha256 ");
    Files.delete(folder.resolve("rows.csv"));
    assertThat(Sums.difference(folder, FIRST)).contains("rows.csv is missing");
    Files.writeString(folder.resolve("rows.csv"), "a\n1\n");
    Files.writeString(folder.resolve("more.csv"), "");
    assertThat(Sums.difference(folder, FIRST)).contains("more.csv is not in SHA256SUMS");
  }

  @Test
  void aFolderHasNoPlaceInAReleaseUnlessItIsOneOfTheSameAsOf() throws Exception {
    publish(FIRST);
    Path folder = FIRST.in(all);
    Sums.write(folder);
    publish(FIRST.next());
    assertThat(Sums.difference(folder, FIRST)).isEmpty();
    assertThat(Sums.difference(folder, FIRST.next()))
        .contains("r2 is no file, and not part of the release");

    Files.createDirectories(folder.resolve("extra"));
    Files.writeString(folder.resolve("extra").resolve("rows.csv"), "a\n");
    assertThat(Sums.difference(folder, FIRST))
        .contains("extra is no file, and not part of the release");
  }

  @Test
  void oneWriterAtATime() throws Exception {
    List<String> told = new java.util.concurrent.CopyOnWriteArrayList<>();
    SnapshotsLock first = SnapshotsLock.take(all, told::add);
    Thread second =
        new Thread(
            () -> {
              try (SnapshotsLock lock = SnapshotsLock.take(all, told::add)) {
                told.add("second");
              } catch (Exception e) {
                told.add(e.toString());
              }
            });
    second.start();
    while (told.isEmpty()) {
      Thread.onSpinWait();
    }
    first.close();
    second.join();
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).startsWith("another process writes a snapshot");
    assertThat(told.get(1)).isEqualTo("second");
  }

  private void publish(ReleaseName name) throws Exception {
    try (Staging staging = Staging.in(all)) {
      Files.writeString(staging.folder().resolve(Releases.DESCRIPTION), "{}");
      staging.publish(name);
    }
  }
}
