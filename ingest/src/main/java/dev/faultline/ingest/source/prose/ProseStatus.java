package dev.faultline.ingest.source.prose;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an incident stands by the words of its title or text. Of several clauses the last one that
 * says anything counts: {@code Storage - Resolved} is over, {@code Resolved in North Europe. Impact
 * continues in West Europe} is not. A clause after {@code although} or {@code while} concedes
 * something: it does not close what the clause before it says is open.
 */
public final class ProseStatus {

  private static final int LONGEST_TEXT = 20_000;

  private static final Pattern CLAUSES =
      Pattern.compile(
          "[.;:!?]+(?:\\s|$)|\\s[-–—|/]+\\s|[\\[\\]()]|,?\\s(?:but|however|while|although|whereas)\\s|[\\r\\n]+",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CONCESSION =
      Pattern.compile("\\b(?:while|although|whereas)\\b", Pattern.CASE_INSENSITIVE);

  private static final String OVER_WORDS =
      "(?:resolved|mitigated|recovered|restored|fixed|completed|closed|remediated)";

  private static final String OVER_PHRASES =
      "|\\bno longer (?:ongoing|on-going|active|occurring)\\b"
          + "|^\\W*(?:all )?(?:services?|access|connectivity|functionality) (?:fully )?restored\\b";

  /** A title's clause is short: the word at its begin or end is enough. */
  private static final Pattern TITLE_OVER =
      Pattern.compile(
          "^\\W*(?:(?:now|fully|all|issue|incident|has been|is|was)\\s+)*"
              + OVER_WORDS
              + "\\b(?! \\w+ (?:issue|name|address))|\\b"
              + OVER_WORDS
              + "\\W*$|mitigation confirmed|^\\W*(?:(?:preliminary|final)\\s+)?(?:pir|rca)\\b"
              + "|post[- ]incident review|root cause analysis|\\bback to normal\\b"
              + "|^\\W*(?:over|recovery complete|false positive)\\W*$"
              + OVER_PHRASES,
          Pattern.CASE_INSENSITIVE);

  /** A sentence of prose must say that something is over. */
  private static final Pattern TEXT_OVER =
      Pattern.compile(
          "\\b(?:is|are|was|were|been|now|fully|status)\\s+(?:(?:now|fully|been|completely)\\s+)*"
              + OVER_WORDS
              + "\\b|^\\W*"
              + OVER_WORDS
              + "\\W*$|\\bmitigation (?:is|was|has been) confirmed\\b|\\bback to normal\\b"
              + "|(?<!\\b(?:some|most|many|several|majority)\\b.{0,80})"
              + "\\b(?:has|have)\\s+(?:(?:now|fully|completely|successfully)\\s+)*"
              + "(?:recovered\\b|(?:resolved|mitigated|fixed|remediated) (?:the|this)"
              + " (?:\\w+ )?(?:issue|problem|incident|outage)\\b)"
              + OVER_PHRASES,
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NOT_YET =
      Pattern.compile(
          "\\b(?:not|(?:is|are|was|were|has|have|had|wo)n't|partial|partially|partly|being|mostly|almost|nearly|yet)\\b",
          Pattern.CASE_INSENSITIVE);

  /** Says when something would be over, and nothing of whether it is. */
  private static final Pattern CONDITION =
      Pattern.compile(
          "\\b(?:until|once|when|if|as soon as|to be|will be|should be)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern OPEN =
      Pattern.compile(
          "\\b(?<!\\bno longer )(?:continu(?:e|es|ing)(?! (?:to )?(?:our|monitor|investigat|review|work|improve|keep|provide))|ongoing|on-going|still|persist(?:s|ing)?|re-?opened|recurr(?:ed|ing)"
              + "|in progress|under investigation|re-?occurr(?:ed|ing)|remains?)\\b"
              + "|^\\W*(?:we are )?(?:currently )?(?:active|investigating|monitoring|identified"
              + "|mitigating|emerging issue|new|open|applying mitigation)\\W*$"
              + "|\\b(?:we are|currently|now) (?:\\w+ )?investigating\\b|^\\W*investigating\\b",
          Pattern.CASE_INSENSITIVE);

  private ProseStatus() {}

  /** Whether a title says that it is over; empty if it says neither. */
  public static Optional<Boolean> overByTitle(String title) {
    return last(title, TITLE_OVER);
  }

  /** Whether a text says that it is over; empty if it says neither. */
  public static Optional<Boolean> overByText(String text) {
    return last(text, TEXT_OVER);
  }

  private static Optional<Boolean> last(String text, Pattern over) {
    Optional<Boolean> said = Optional.empty();
    String head = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    String plain = head.replace('\u2019', '\'').replace('\u02bc', '\'');
    Matcher boundary = CLAUSES.matcher(plain);
    Optional<Boolean> before = Optional.empty();
    boolean isConcession = false;
    int from = 0;
    while (from < plain.length()) {
      boolean isBounded = boundary.find();
      Optional<Boolean> now =
          ofClause(plain.substring(from, isBounded ? boundary.start() : plain.length()), over);
      if (isConcession && before.isPresent() && !before.get()) {
        now = before;
      }
      if (now.isPresent()) {
        said = now;
      }
      before = now;
      isConcession = isBounded && CONCESSION.matcher(boundary.group()).find();
      from = isBounded ? boundary.end() : plain.length();
    }
    return said;
  }

  private static Optional<Boolean> ofClause(String clause, Pattern over) {
    int overAt = lastMatch(over, clause);
    int openAt = lastMatch(OPEN, clause);
    if (openAt > overAt) {
      return Optional.of(false);
    }
    return overAt >= 0 && !CONDITION.matcher(clause).find()
        ? Optional.of(!NOT_YET.matcher(clause).find())
        : Optional.empty();
  }

  private static int lastMatch(Pattern pattern, String clause) {
    Matcher matcher = pattern.matcher(clause);
    int at = -1;
    while (matcher.find()) {
      at = matcher.start();
    }
    return at;
  }
}
