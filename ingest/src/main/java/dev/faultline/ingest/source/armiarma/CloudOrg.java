package dev.faultline.ingest.source.armiarma;

import java.util.List;

/**
 * Organizations under which clouds publish a region's addresses, such as {@code AWS EC2
 * (us-east-1)}. Other remarks in parentheses, such as {@code Optimum Online (Cablevision Systems)}
 * or {@code AWS CloudFront (GLOBAL)}, are no regions.
 */
final class CloudOrg {

  private static final List<String> CLOUDS =
      List.of("AWS", "Google Cloud", "Microsoft Azure", "Oracle Cloud");

  private CloudOrg() {}

  /** Where the region begins, which ends before the last character; -1 if there is none. */
  static int regionStart(String org) {
    int open = org.lastIndexOf(" (");
    if (open < 0 || !org.endsWith(")") || CLOUDS.stream().noneMatch(org::startsWith)) {
      return -1;
    }
    for (int i = open + 2; i < org.length() - 1; i++) {
      char c = org.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') {
        return -1;
      }
    }
    return open + 3 < org.length() ? open + 2 : -1;
  }

  /** The cloud's name before the region. */
  static String cloud(String org) {
    return org.substring(0, org.lastIndexOf(" ("));
  }
}
