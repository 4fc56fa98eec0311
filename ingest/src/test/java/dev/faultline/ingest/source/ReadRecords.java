package dev.faultline.ingest.source;

import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Everything that a format made of an input. */
public final class ReadRecords implements RecordHandler {

  /** What the tests take for now. */
  public static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  /** Options of a live feed at {@link #NOW}. */
  public static final ReadOptions OPTIONS =
      ReadOptions.of(TimeLimits.live(Clock.fixed(NOW, ZoneOffset.UTC)));

  private final List<Observation> observations = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();
  private final List<IncidentRevision> sightings = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Long> repeated = new ArrayList<>();
  private final List<Refusal> dropped = new ArrayList<>();
  private final List<ListedDocument> listed = new ArrayList<>();

  /** Reads text. */
  public static ReadRecords of(SourceFormat format, String text, ReadOptions options) {
    return of(format, text.getBytes(StandardCharsets.UTF_8), options);
  }

  /** Reads bytes. */
  public static ReadRecords of(SourceFormat format, byte[] bytes, ReadOptions options) {
    return of(format, new ByteArrayInputStream(bytes), options);
  }

  /** Reads a file. */
  public static ReadRecords of(SourceFormat format, Path file, ReadOptions options) {
    try (InputStream input = Files.newInputStream(file)) {
      return of(format, input, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReadRecords of(SourceFormat format, InputStream input, ReadOptions options) {
    ReadRecords records = new ReadRecords();
    try {
      format.read(input, options, records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  @Override
  public void observation(long line, Observation observation) {
    lines.add(line);
    observations.add(observation);
  }

  @Override
  public void sighting(long line, IncidentRevision sighting) {
    lines.add(line);
    sightings.add(sighting);
  }

  @Override
  public void restOfEvent(long line, IncidentRevision sighting) {
    sighting(line, sighting);
  }

  @Override
  public void refused(Refusal refusal) {
    refusals.add(refusal);
  }

  @Override
  public void document() {
    // all documents are read into one
  }

  @Override
  public void listed(ListedDocument document) {
    listed.add(document);
  }

  /** The documents that were read to their ends. */
  public List<ListedDocument> listed() {
    return listed;
  }

  @Override
  public void repeated(long line) {
    repeated.add(line);
  }

  /** The lines of records that later ones took the place of. */
  public List<Long> repeated() {
    return repeated;
  }

  @Override
  public void dropped(Refusal refusal) {
    dropped.add(refusal);
  }

  /** The attributes that were left out of accepted records. */
  public List<Refusal> dropped() {
    return dropped;
  }

  public List<Observation> observations() {
    return observations;
  }

  public List<IncidentRevision> sightings() {
    return sightings;
  }

  public List<Refusal> refusals() {
    return refusals;
  }

  /** The lines of the accepted records. */
  public List<Long> lines() {
    return lines;
  }
}
