package dev.faultline.ingest.gateway;

import dev.faultline.ingest.source.Refusal;
import java.util.List;

/**
 * What became of a body.
 *
 * @param answer what the sender is told
 * @param accepted records acknowledged
 * @param rejected records refused
 */
record RequestOutcome(Answer answer, long accepted, long rejected) {

  static RequestOutcome of(long accepted, List<Refusal> rejected) {
    String json =
        accepted == 0 && rejected.isEmpty()
            ? AnswerJson.error("the body holds no record")
            : AnswerJson.taken(accepted, rejected);
    return new RequestOutcome(Answer.of(accepted > 0 ? 202 : 400, json), accepted, rejected.size());
  }

  /** Nothing was taken. */
  static RequestOutcome none(Answer answer) {
    return new RequestOutcome(answer, 0, 0);
  }
}
