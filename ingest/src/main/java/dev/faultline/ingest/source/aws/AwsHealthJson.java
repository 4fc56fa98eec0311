package dev.faultline.ingest.source.aws;

import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonFrames;
import dev.faultline.ingest.source.framing.RecordLoop;
import dev.faultline.ingest.source.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The public events of AWS Health ({@code currentevents.json}): an array in UTF-16BE with a byte
 * order mark, as AWS serves it, or in UTF-8; or events one a line. It lists what is open or was
 * lately, and {@code []} is what it says when all is well.
 *
 * <p>{@code known_at} is the option's; else the time of the newest entry of the event's log, the
 * earliest moment at which it can have been known.
 */
public final class AwsHealthJson implements SourceFormat {

  @Override
  public String name() {
    return "aws-health-json";
  }

  @Override
  public String description() {
    return "AWS Health public events: currentevents.json as served (UTF-16) or in UTF-8";
  }

  @Override
  public String example() {
    return """
        [{"date":"1772369485","arn":"arn:aws:health:me-central-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_5E6B8","region_name":"UAE","status":"3","service":"ec2-me-central-1","service_name":"Amazon EC2","summary":"Increased Error Rates","event_log":[{"summary":"Increased Error Rates","message":"We are investigating.","status":1,"timestamp":1772369485}],
        "impacted_services":{"ec2-me-central-1":{"service_name":"Amazon Elastic Compute Cloud","current":"3","max":"3"}}}]""";
  }

  @Override
  public Yields yields() {
    return Yields.INCIDENTS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    AwsHealthEvent reader = new AwsHealthEvent(options);
    RecordLoop.run(
        new JsonFrames(new ByteInput(input)),
        record -> reader.read(JsonText.object(record.bytes())),
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
