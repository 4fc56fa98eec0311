package dev.faultline.streams.index;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.JointNakamotoRow;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.StressRow;
import dev.faultline.schemas.Weighting;

/** Where index rows go. */
public interface IndexSink {

  void publish(DecentralizationRow row);

  void publish(EntityShare share);

  void publish(ResilienceRow row);

  void publish(StressRow row);

  void publish(JointNakamotoRow row);

  void publish(ImpactRow row);

  void publish(AlertRow row);

  /** The rows of T under a weighting cannot be computed; nothing is published for them. */
  void refuse(long at, Weighting weighting, String reason);
}
