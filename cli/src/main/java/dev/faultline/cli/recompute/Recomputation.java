package dev.faultline.cli.recompute;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.JointNakamotoRow;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.StressRow;
import dev.faultline.schemas.Weighting;
import dev.faultline.sql.recompute.SideTables;
import dev.faultline.sql.sink.clickhouse.InsertFailedException;
import dev.faultline.streams.index.IndexSink;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** Takes the rows of a range of instants into the tables of the side. */
public final class Recomputation implements IndexSink {

  private final SideTables tables;
  private final Instant from;
  private final Instant to;

  /**
   * @param from the first T that is kept
   * @param to the last
   */
  public Recomputation(SideTables tables, Instant from, Instant to) {
    this.tables = tables;
    this.from = from;
    this.to = to;
  }

  private void keep(SpecificRecord row, Instant at) {
    if (at.isBefore(from) || at.isAfter(to)) {
      return;
    }
    try {
      tables.add(row);
    } catch (InsertFailedException e) {
      throw new IllegalStateException("ClickHouse refuses a row: " + e.getMessage(), e);
    }
  }

  @Override
  public void publish(DecentralizationRow row) {
    keep(row, row.getAt());
  }

  @Override
  public void publish(EntityShare share) {
    keep(share, share.getAt());
  }

  @Override
  public void publish(ResilienceRow row) {
    keep(row, row.getAt());
  }

  @Override
  public void publish(StressRow row) {
    keep(row, row.getAt());
  }

  @Override
  public void publish(JointNakamotoRow row) {
    keep(row, row.getAt());
  }

  @Override
  public void publish(ImpactRow row) {
    // follows an incident over time: its row at the end of a range says nothing of the range
  }

  @Override
  public void publish(AlertRow row) {
    // told once, when it happened
  }

  @Override
  public void refuse(long at, Weighting weighting, String reason) {
    // there is no row, and that shows if one was published
  }
}
