package dev.faultline.streams.recompute;

import dev.faultline.schemas.ImpactRow;
import dev.faultline.streams.alert.AlertLog;
import dev.faultline.streams.alert.AlertSubject;
import dev.faultline.streams.alert.SubjectAlerts;
import dev.faultline.streams.impact.HostedStep;
import dev.faultline.streams.impact.ImpactLog;
import dev.faultline.streams.merge.MergeLog;
import dev.faultline.streams.roll.MergeState;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.TallyState;

/**
 * Keeps nothing: a recomputation that was cut short is begun again, and a benchmark has no
 * restarts.
 */
public final class Forgetful {

  /** Of merges. */
  public static final MergeLog MERGE =
      new MergeLog() {
        @Override
        public void await(PartialTally partial) {}

        @Override
        public void merged(PartialTally partial) {}

        @Override
        public void save(int band, int dimension, String entity, TallyState state) {}

        @Override
        public void save(MergeState state) {}
      };

  /** Of impacts. */
  public static final ImpactLog IMPACTS =
      new ImpactLog() {
        @Override
        public void save(HostedStep step) {}

        @Override
        public void forget(HostedStep step) {}

        @Override
        public void save(ImpactRow row) {}

        @Override
        public void forget(ImpactRow row) {}
      };

  /** Of alerts. */
  public static final AlertLog ALERTS =
      new AlertLog() {
        @Override
        public SubjectAlerts load(AlertSubject subject) {
          return null;
        }

        @Override
        public void save(AlertSubject subject, SubjectAlerts alerts) {}
      };

  private Forgetful() {}
}
