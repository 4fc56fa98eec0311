package dev.faultline.streams.alert;

import dev.faultline.schemas.AlertRow;
import java.util.function.Consumer;

/** Looks at samples as they come, and keeps what is to be remembered of their subjects. */
public final class SubjectWatch {

  private final AlertEvaluator evaluator;
  private final AlertLog log;
  private final Consumer<AlertRow> rows;

  /**
   * @param rows is given each change of state
   */
  public SubjectWatch(AlertRules rules, AlertLog log, Consumer<AlertRow> rows) {
    this.evaluator = new AlertEvaluator(rules);
    this.log = log;
    this.rows = rows;
  }

  /** The next sample of its subject; one that is not newer than the last says nothing. */
  public void take(AlertSample sample) {
    SubjectAlerts before = log.load(sample.subject());
    SubjectAlerts after = evaluator.next(before, sample, rows);
    if (after != before) {
      log.save(sample.subject(), after);
    }
  }
}
