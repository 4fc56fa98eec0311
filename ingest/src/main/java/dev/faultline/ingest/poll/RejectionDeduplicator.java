package dev.faultline.ingest.poll;

import dev.faultline.ingest.publish.DeadLetters;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a feed's last body had refused, so that a record that stays bad for a day is one dead letter
 * and not one a minute. A body of which nothing could be read is one dead letter as a whole.
 */
final class RejectionDeduplicator {

  private record Known(Optional<String> field, String reason, int length, int hash) {
    static Known of(Refusal refusal) {
      return new Known(
          refusal.field(), refusal.reason(), refusal.raw().remaining(), refusal.raw().hashCode());
    }
  }

  private Set<Known> before = Set.of();

  /** The dead letters of one body, in its order. */
  List<DeadLetter> lettersOf(Feed feed, PollReading reading, byte[] body, Instant at) {
    List<Refusal> refusals = reading.refusals();
    if (reading.accepted() == 0 && !refusals.isEmpty()) {
      refusals =
          List.of(
              new Refusal(
                  0,
                  1,
                  Optional.empty(),
                  reading.failure(),
                  ByteBuffer.wrap(body),
                  Refusal.Extent.REST_OF_INPUT));
    }
    Set<Known> now = new HashSet<>();
    List<DeadLetter> letters = new ArrayList<>();
    for (Refusal refusal : refusals) {
      Known known = Known.of(refusal);
      if (now.add(known) && !before.contains(known)) {
        letters.add(DeadLetters.of("poll", feed.name(), refusal, at));
      }
    }
    before = now;
    return letters;
  }
}
