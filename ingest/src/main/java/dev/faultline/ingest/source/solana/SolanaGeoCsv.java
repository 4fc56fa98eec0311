package dev.faultline.ingest.source.solana;

import dev.faultline.ingest.check.ObservationCheck;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.CsvFields;
import dev.faultline.ingest.source.framing.CsvFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.framing.RecordLoop;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Daily tables of Solana validators with the geolocation of their addresses: the raw tables in
 * their several headers, and the compact one that has a time in every row. Weight is activated
 * stake in lamports; every validator listed is up. Where a table tells vote accounts, those of one
 * identity are one node ({@link VoteAccounts}), so that it is read to its end first.
 */
public final class SolanaGeoCsv implements SourceFormat {

  @Override
  public String name() {
    return "solana-geo-csv";
  }

  @Override
  public String description() {
    return "Solana validators with stake, address, hosting company and country (daily CSV)";
  }

  @Override
  public String example() {
    return """
        observed_at,node_pubkey,ip,country,asn,active_stake_lamports,version
        2025-09-20T00:49:17+00:00,PAD9aPiKJGcbGxuVLbc8o4Vf65GPq3fJQ7PkHWuX6a8,212.83.42.40,DE,AS47447,222333124636572,2.3.8""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    CsvFrames frames = new CsvFrames(new ByteInput(input));
    Optional<RawRecord> header = frames.next();
    if (header.isEmpty()) {
      return;
    }
    ObservationCheck check = options.check(name());
    SolanaColumns columns;
    try {
      columns = columns(header.get(), options);
    } catch (RefusedException e) {
      handler.refused(restOfInput(header.get(), e));
      return;
    }
    SolanaRow row = new SolanaRow(columns, options);
    if (columns.voteAccount() < 0) {
      RecordLoop.run(
          frames,
          record -> check.check(row.read(record).fields()),
          handler::observation,
          handler::refused);
    } else {
      VoteAccounts accounts = new VoteAccounts(options.times());
      accounts.addAll(frames, row::read, handler);
      accounts.handOut(check::check, handler);
    }
  }

  private static SolanaColumns columns(RawRecord header, ReadOptions options)
      throws RefusedException {
    if (header.defect().isPresent()) {
      throw new RefusedException("header", header.defect().get());
    }
    SolanaColumns columns = SolanaColumns.of(CsvFields.of(header));
    if (columns.observedAt() < 0 && options.observedAt().isEmpty()) {
      throw new RefusedException(
          "observed_at",
          "the table does not say when it was recorded: pass --observed-at, such as"
              + " --observed-at 2025-10-20T00:57:00Z");
    }
    return columns;
  }

  private static Refusal restOfInput(RawRecord header, RefusedException e) {
    return new Refusal(
        header.index(),
        header.line(),
        e.field(),
        e.reason(),
        header.bytes(),
        Refusal.Extent.REST_OF_INPUT);
  }
}
