package dev.faultline.snapshot;

import dev.faultline.snapshot.release.ReleaseName;
import java.nio.file.Path;

/**
 * What a run has done.
 *
 * @param isNew whether it wrote a release; else this one held the same rows already
 * @param folder where the release is
 * @param populations how many are in it
 * @param rows of all files together
 */
public record SnapshotOutcome(
    ReleaseName name, boolean isNew, Path folder, int populations, long rows) {}
