package dev.faultline.ingest.source.solana;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.TextCheck;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.check.WholeNumber;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.framing.Frames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.framing.RecordLoop.RecordReader;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The validators of a list, one an identity and instant: an identity may have several vote accounts
 * at once, such as an old one that is being wound down. Their stakes add up, and the node is live
 * if any of them votes. Of a vote account that is told twice the last row counts.
 *
 * <p>A validator's attributes are those of its first live vote account, else of its first. They are
 * checked when it is handed out, so that what cannot be used of them is told with it.
 */
public final class VoteAccounts {

  /**
   * A row.
   *
   * @param key the vote account's own key; null for one that is not told, which is taken for
   *     another than all before it
   * @param fields what the row says, not checked
   */
  public record VoteAccount(String key, Map<ObservationField, String> fields) {}

  /** How a format checks a validator. */
  @FunctionalInterface
  public interface ValidatorCheck {

    /**
     * Checks the fields of one validator, and may add to them.
     *
     * @throws RefusedException if it cannot be taken
     */
    Observation check(Map<ObservationField, String> fields) throws RefusedException;
  }

  private static final String UP = "up";

  private record Identity(String node, Instant observedAt) {}

  private record Row(RawRecord record, Map<ObservationField, String> fields, long stake) {}

  private static final class Validator {
    private final long line;
    private final Map<Object, Row> accounts = new LinkedHashMap<>();
    private long stake;

    private Validator(long line) {
      this.line = line;
    }

    /** Returns the row that this one takes the place of. */
    private Optional<Row> put(Object key, Row row) throws RefusedException {
      Row before = accounts.get(key);
      long others = stake - (before == null ? 0 : before.stake);
      try {
        stake = Math.addExact(others, row.stake);
      } catch (ArithmeticException e) {
        throw new RefusedException(
            "activatedStake",
            "adds up to more than 2^63-1 with this identity's other vote accounts");
      }
      accounts.put(key, row);
      return Optional.ofNullable(before);
    }

    /** The account whose attributes are the validator's, with the stake of all. */
    private Row told() {
      Row told =
          accounts.values().stream()
              .filter(each -> UP.equals(each.fields.get(ObservationField.STATUS)))
              .findFirst()
              .orElse(accounts.values().iterator().next());
      if (accounts.values().stream().anyMatch(each -> hasStake(each.fields))) {
        told.fields.put(ObservationField.WEIGHT, String.valueOf(stake));
      }
      return told;
    }
  }

  private final TimeLimits times;
  private final Map<Identity, Validator> validators = new LinkedHashMap<>();
  private final List<Row> replaced = new ArrayList<>();

  /**
   * @param times which times are taken
   */
  public VoteAccounts(TimeLimits times) {
    this.times = times;
  }

  /**
   * Adds a vote account.
   *
   * @throws RefusedException if its identity, time or stake cannot be taken, or the stakes of its
   *     identity pass 2^63-1
   */
  public void add(RawRecord record, VoteAccount account) throws RefusedException {
    Map<ObservationField, String> fields = account.fields();
    Identity identity =
        new Identity(
            TextCheck.identifier(
                ObservationField.NODE_ID.fieldName(), fields.get(ObservationField.NODE_ID)),
            times.seen(
                ObservationField.OBSERVED_AT.fieldName(),
                fields.get(ObservationField.OBSERVED_AT)));
    long stake =
        hasStake(fields)
            ? WholeNumber.weight(
                ObservationField.WEIGHT.fieldName(), fields.get(ObservationField.WEIGHT))
            : 0;
    Object key = account.key() == null ? new Object() : account.key();
    validators
        .computeIfAbsent(identity, each -> new Validator(record.line()))
        .put(key, new Row(record, fields, stake))
        .ifPresent(replaced::add);
  }

  /**
   * Adds the vote accounts of all rows; those that cannot be taken are refused alone.
   *
   * @throws IOException if the bytes cannot be had
   */
  public void addAll(Frames frames, RecordReader<VoteAccount> reader, RecordHandler handler)
      throws IOException {
    for (Optional<RawRecord> next = frames.next(); next.isPresent(); next = frames.next()) {
      RawRecord record = next.get();
      if (record.defect().isPresent()) {
        handler.refused(record.refusal());
        continue;
      }
      try {
        add(record, reader.read(record));
      } catch (RefusedException e) {
        handler.refused(record.refusal(e.field(), e.reason()));
      }
    }
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return validators.isEmpty();
  }

  /**
   * Hands out all validators, in the order of the input, each with its first vote account's line.
   */
  public void handOut(ValidatorCheck check, RecordHandler handler) {
    replaced.forEach(row -> handler.repeated(row.record.line()));
    for (Validator validator : validators.values()) {
      Row told = validator.told();
      Observation observation;
      try {
        observation = check.check(told.fields);
      } catch (RefusedException e) {
        handler.refused(told.record.refusal(e.field(), e.reason()));
        continue;
      }
      handler.observation(validator.line, observation);
    }
  }

  private static boolean hasStake(Map<ObservationField, String> fields) {
    String stake = fields.get(ObservationField.WEIGHT);
    return stake != null && !stake.isBlank();
  }
}
