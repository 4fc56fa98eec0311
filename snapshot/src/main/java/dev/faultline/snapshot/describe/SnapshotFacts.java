package dev.faultline.snapshot.describe;

import dev.faultline.snapshot.content.DataFile;
import dev.faultline.snapshot.content.FileFormat;
import dev.faultline.snapshot.export.PopulationProvenance;
import dev.faultline.snapshot.export.WrittenFile;
import dev.faultline.snapshot.population.Selection;
import dev.faultline.snapshot.release.ReleaseName;
import dev.faultline.snapshot.summary.PopulationSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is told of a snapshot in its description.
 *
 * @param reason why it supersedes the release before; empty for a first one
 * @param networks it is of these alone; empty for all
 * @param provenance of each population, in the order of their names
 * @param sources feeds to credit
 * @param methodologies versions by which rows were measured
 * @param files of rows
 * @param queries the SQL that they were read by
 * @param summaries by {@code network/layer}
 * @param previous the snapshot before, which the page compares it with
 */
public record SnapshotFacts(
    ReleaseName name,
    Optional<String> reason,
    Set<String> networks,
    FileFormat format,
    boolean withAddresses,
    Build build,
    Selection selection,
    List<PopulationProvenance> provenance,
    List<String> sources,
    List<String> methodologies,
    List<WrittenFile> files,
    Map<DataFile, String> queries,
    Map<String, PopulationSummary> summaries,
    Optional<ReleaseName> previous) {}
