package dev.faultline.ingest.source.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonDocuments;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.json.JsonIncidentFormat;
import java.util.Optional;

/**
 * AWS Health as an account sees it: what {@code aws health describe-events} prints, {@code
 * {"events": […]}}, and the events that EventBridge delivers, with a {@code detail}. A document is
 * one by its events' ARN, {@code arn:aws:health:…}. Events of a page are not all that are open, so
 * none is closed by its absence. The same ARN stands for one event, whoever delivers it.
 */
public final class AwsAccountEventsJson implements JsonIncidentFormat {

  @Override
  public String name() {
    return "aws-account-events-json";
  }

  @Override
  public String description() {
    return "AWS Health of an account: aws health describe-events, and events from EventBridge";
  }

  @Override
  public String example() {
    return """
        {"events":[{"arn":"arn:aws:health:us-east-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_1","service":"EC2","eventTypeCode":"AWS_EC2_OPERATIONAL_ISSUE","eventTypeCategory":"issue","region":"us-east-1","startTime":"2025-10-20T07:11:00+00:00","lastUpdatedTime":"2025-10-20T09:00:00+00:00","statusCode":"open","eventScopeCode":"PUBLIC"}]}
        {"version":"0","id":"e1","detail-type":"AWS Health Event","source":"aws.health","time":"2025-10-20T09:01:00Z","region":"us-east-1","detail":{"eventArn":"arn:aws:health:us-east-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_2","service":"EC2","eventTypeCode":"AWS_EC2_OPERATIONAL_ISSUE","eventTypeCategory":"issue","eventScopeCode":"PUBLIC","eventRegion":"us-east-1","startTime":"Mon, 20 Oct 2025 07:11:00 GMT","statusCode":"open","eventDescription":[{"language":"en_US","latestDescription":"Increased error rates."}]}}""";
  }

  @Override
  public void read(
      RawRecord record, JsonFields document, ReadOptions options, RecordHandler handler)
      throws RefusedException {
    AwsAccountEvent reader = new AwsAccountEvent(options);
    JsonNode object = document.object();
    if (object.has("events")) {
      JsonDocuments.each(
          record, object.get("events"), "events", handler, event -> reader.read(event, null));
      handler.listed(
          new ListedDocument(
              options.source().orElse("aws-account"),
              Optional.of("aws"),
              options.observedAt(),
              Vanishing.MEANS_NOTHING));
    } else if (object.has("detail")) {
      handler.sighting(record.line(), reader.read(document.inner("detail"), document.text("time")));
    } else {
      handler.sighting(record.line(), reader.read(document, null));
    }
  }
}
