package dev.faultline.ingest.check;

import dev.faultline.schemas.Attribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which providers a text names. Their names are those that people write of a host and of nothing
 * else: {@code Azure}, but not {@code azure}; {@code Oracle Cloud}, but not an oracle. The table of
 * spellings is of no use here, since it has names such as Free and Online.
 */
public final class NamedProviders {

  private static final int LONGEST_TEXT = 20_000;
  private static final int LONGEST_PATH = 200;

  /** Letters and digits around a name make another word of it, and a path is no text. */
  private static final String BEFORE = "(?<![\\p{L}\\p{N}_.@-])(?:";

  private static final String AFTER = ")(?![\\p{L}\\p{N}_]|\\.(?:com|net|io|org)/)";

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("akamai", "Akamai|Linode"),
          Map.entry("alibaba", "Alibaba Cloud|Aliyun"),
          Map.entry(
              "aws",
              "AWS|Amazon Web Services|Amazon (?:API Gateway|Athena|Aurora|Bedrock|CloudFront"
                  + "|CloudWatch|Cognito|DynamoDB|EBS|EC2|ECR|ECS|EFS|EKS|ElastiCache"
                  + "|Elastic (?:Compute Cloud|Kubernetes Service)|EMR|EventBridge|Kinesis|Lambda"
                  + "|Lightsail|MSK|OpenSearch|RDS|Redshift|Route ?53|S3|SageMaker|SES|SNS|SQS"
                  + "|VPC)"),
          Map.entry("azure", "(?:Microsoft )?Azure|Azure Front Door"),
          Map.entry("cloudflare", "Cloudflare|CloudFlare"),
          Map.entry("contabo", "Contabo"),
          Map.entry("digitalocean", "Digital ?[Oo]cean"),
          Map.entry("equinix", "Equinix"),
          Map.entry("fastly", "Fastly"),
          Map.entry("fly", "Fly\\.io"),
          Map.entry("gcp", "GCP|Google (?:Cloud|(?:Kubernetes|Compute|App) Engine|BigQuery)"),
          Map.entry("github", "GitHub"),
          Map.entry("hetzner", "Hetzner"),
          Map.entry("ionos", "IONOS"),
          Map.entry("latitude", "Latitude\\.sh"),
          Map.entry("leaseweb", "Leaseweb|LeaseWeb"),
          Map.entry("oracle", "Oracle Cloud|OCI"),
          Map.entry("ovh", "OVH(?:[Cc]loud)?"),
          Map.entry("scaleway", "Scaleway"),
          Map.entry("tencent", "Tencent Cloud"),
          Map.entry("vultr", "Vultr"));

  private static final Map<String, Pattern> PATTERNS = patterns();
  private static final Pattern ANY =
      Pattern.compile(BEFORE + String.join("|", NAMES.values()) + AFTER);

  private NamedProviders() {}

  /**
   * The providers that a text names, in the order in which it first names them.
   *
   * @param field what the text is, such as {@code title}
   * @param text plain, without HTML
   */
  public static List<Attribution> in(String field, String text) {
    String head = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    Map<String, Attribution> named = new LinkedHashMap<>();
    Matcher name = ANY.matcher(head);
    while (name.find()) {
      int at = name.start();
      if (isInPath(head, at)) {
        continue;
      }
      whose(name.group())
          .ifPresent(
              provider -> named.putIfAbsent(provider, new Attribution(provider, field + "@" + at)));
    }
    return new ArrayList<>(named.values());
  }

  /**
   * Whether what stands before a name is an address: {@code x.org/AWS}, but not {@code GCP/AWS}.
   */
  private static boolean isInPath(String text, int at) {
    if (at == 0 || text.charAt(at - 1) != '/') {
      return false;
    }
    int from = at - 1;
    while (from > 0 && !Character.isWhitespace(text.charAt(from - 1))) {
      from--;
      if (".:@".indexOf(text.charAt(from)) >= 0 || at - from > LONGEST_PATH) {
        return true;
      }
    }
    return from == at - 1;
  }

  /** Those of two lists, each once; what stands in the first wins. */
  static List<Attribution> together(List<Attribution> first, List<Attribution> second) {
    Map<String, Attribution> named = new LinkedHashMap<>();
    for (List<Attribution> list : List.of(first, second)) {
      for (Attribution each : list) {
        named.putIfAbsent(each.getProvider(), each);
      }
    }
    return new ArrayList<>(named.values());
  }

  private static Optional<String> whose(String name) {
    return PATTERNS.entrySet().stream()
        .filter(entry -> entry.getValue().matcher(name).matches())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Map<String, Pattern> patterns() {
    Map<String, Pattern> patterns = new LinkedHashMap<>();
    NAMES.forEach((provider, names) -> patterns.put(provider, Pattern.compile(names)));
    return patterns;
  }
}
