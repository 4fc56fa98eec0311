package dev.faultline.ingest.source.aws;

import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonListFrames;
import dev.faultline.ingest.source.framing.RecordLoop;
import dev.faultline.ingest.source.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * The feed of AWS's status page before April 2023 ({@code data.json}): an object with the lists
 * {@code archive} and {@code current}, or an array of events, which recorders make of many polls
 * and in which {@code _section} names the list.
 *
 * <p>{@code known_at} is the option's; else {@code _last_observed}, which recorders add; else the
 * time of the newest update, the earliest moment at which it can have been known.
 */
public final class AwsLegacyJson implements SourceFormat {

  private static final String CURRENT = "current";

  @Override
  public String name() {
    return "aws-legacy-json";
  }

  @Override
  public String description() {
    return "AWS status page before April 2023: data.json as served, or an array of its events";
  }

  @Override
  public String example() {
    return """
        {"archive":[{"service":"ec2-us-east-1","service_name":"Amazon EC2 (N. Virginia)","summary":"[RESOLVED] Increased API Error Rates","date":"1638895771","status":"2","details":"","description":"<div><span class=\\"yellowfg\\"> 8:49 AM PST</span>&nbsp;We see errors.</div><div><span class=\\"yellowfg\\"> 3:40 PM PST</span>&nbsp;It is over.</div>"}],
        "current":[{"service":"management-console","service_name":"AWS Management Console","summary":"Increased Error Rates","date":"1638894176","status":2,"details":"","description":"<div><span class=\\"yellowfg\\"> 8:22 AM PST</span>&nbsp;We are investigating.</div>"}]}""";
  }

  @Override
  public Yields yields() {
    return Yields.INCIDENTS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    AwsLegacyEvent reader = new AwsLegacyEvent(options);
    JsonListFrames frames =
        JsonListFrames.all(new ByteInput(input), Set.of(AwsLegacyEvent.ARCHIVE, CURRENT));
    RecordLoop.run(
        frames,
        record -> reader.read(JsonText.object(record.bytes()), frames.list()),
        handler::sighting,
        handler::refused);
    handler.listed(
        new ListedDocument(
            options.source().orElse("aws-status"),
            Optional.of("aws"),
            options.observedAt(),
            Vanishing.MEANS_NOTHING));
  }
}
