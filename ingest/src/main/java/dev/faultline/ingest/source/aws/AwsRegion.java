package dev.faultline.ingest.source.aws;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Region names at the end of service names: {@code us-east-1}, {@code us-gov-west-1}. */
final class AwsRegion {

  private static final Pattern SUFFIX =
      Pattern.compile("-([a-z]{2}-(?:gov-|iso[a-z]?-)?[a-z]+-[0-9]{1,2})$");

  /** What S3 calls its region in Northern Virginia. */
  private static final String US_STANDARD = "-us-standard";

  private AwsRegion() {}

  /**
   * The region in which a service of this name runs; null for a service that names none, which may
   * run everywhere or in one place: CloudFront's edges, or the console's landing page.
   */
  static String ofService(String service) {
    if (service.endsWith(US_STANDARD)) {
      return "us-east-1";
    }
    Matcher suffix = SUFFIX.matcher(service);
    return suffix.find() ? suffix.group(1) : null;
  }
}
