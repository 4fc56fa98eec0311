package dev.faultline.ingest.source.aws;

import dev.faultline.ingest.check.PlainText;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.source.syndication.SyndicationEntry;
import dev.faultline.ingest.source.syndication.SyndicationTime;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One item of AWS's RSS, which is one update of an event: {@code Service disruption: [RESOLVED]
 * Increased Error Rates}, with the service and the second of the update in its guid.
 *
 * @param service such as {@code ec2-us-east-1}
 * @param epoch of the update, in seconds since 1970, as the guid has it
 * @param at when the update was posted
 * @param status by the words before the colon
 * @param isOver whether it says that the event is over
 * @param subject what is left of the title
 */
record AwsRssUpdate(
    SyndicationEntry entry,
    String service,
    long epoch,
    Instant at,
    AwsStatus status,
    boolean isOver,
    String subject) {

  private static final Pattern GUID =
      Pattern.compile(
          "https?://(?:status|health)\\.aws\\.amazon\\.com/[^#]*#([A-Za-z0-9._-]{1,120})_(\\d{9,10})");
  private static final Pattern KIND = Pattern.compile("^([A-Za-z ]{4,40}):\\s*");
  private static final Pattern RESOLVED = Pattern.compile("(?i)^\\s*\\[resolved\\]\\s*");

  static AwsRssUpdate of(SyndicationEntry entry) throws RefusedException {
    Matcher guid = GUID.matcher(entry.id() == null ? "" : entry.id().strip());
    if (!guid.matches()) {
      throw new RefusedException(
          "guid",
          Quoted.of(entry.id() == null ? "" : entry.id())
              + " is not such as https://status.aws.amazon.com/#ec2-us-east-1_1638916620");
    }
    Instant at = TimeLimits.stated("pubDate", SyndicationTime.of("pubDate", entry.published()));
    String title = PlainText.title(PlainText.ofHtml(entry.title() == null ? "" : entry.title()));
    Matcher kind = KIND.matcher(title);
    boolean hasKind = kind.find();
    AwsStatus status = hasKind ? status(kind.group(1)) : AwsStatus.INFORMATIONAL;
    String rest = hasKind ? title.substring(kind.end()) : title;
    Matcher resolved = RESOLVED.matcher(rest);
    boolean isOver = status == AwsStatus.RESOLVED || resolved.find();
    String subject = RESOLVED.matcher(rest).replaceFirst("").strip();
    if (subject.isEmpty()) {
      throw new RefusedException("title", "is required");
    }
    return new AwsRssUpdate(
        entry, guid.group(1), Long.parseLong(guid.group(2)), at, status, isOver, subject);
  }

  private static AwsStatus status(String words) {
    return switch (words.strip().toLowerCase(Locale.ROOT)) {
      case "service is operating normally" -> AwsStatus.RESOLVED;
      case "performance issues", "service degradation", "service impact" -> AwsStatus.DEGRADED;
      case "service disruption", "service outage", "outage" -> AwsStatus.DISRUPTION;
      default -> AwsStatus.INFORMATIONAL;
    };
  }
}
