package dev.faultline.sql.replay;

import dev.faultline.schemas.Topic;
import java.time.Instant;
import java.util.Optional;

/**
 * Which records to land again. Times are those of records, which are event times: in each partition
 * the range begins with the first record of at least {@code from}, and ends before the first of at
 * least {@code to}.
 *
 * @param topic whose records
 * @param from empty for the topic's beginning
 * @param to empty for the topic's end as it is at the start of the replay
 * @param epoch greater than any that has landed of the topic
 */
public record ReplayRange(Topic topic, Optional<Instant> from, Optional<Instant> to, int epoch) {}
