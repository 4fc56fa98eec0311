package dev.faultline.ingest.source.solana;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.ObservationCheck;
import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonListFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.ingest.source.node.NodeFields;
import dev.faultline.ingest.source.node.RecordedTime;
import dev.faultline.ingest.source.solana.VoteAccounts.VoteAccount;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Solana's validators as {@code solana validators --output json} prints them, or as an RPC node
 * answers {@code getVoteAccounts}: stake in lamports, and down if delinquent. Several vote accounts
 * of one identity are one node ({@link VoteAccounts}).
 *
 * <p>They have no addresses. An answer to {@code getClusterNodes}, or the list of {@code solana
 * gossip --output json}, that stands before them in the same input lends them address, version and
 * client, joined on the identity; nodes that only gossip hold no stake and are no validators, so
 * they are not observed. An input of nothing else is refused.
 */
public final class SolanaValidatorsJson implements SourceFormat {

  private static final String DELINQUENT = "delinquent";
  private static final Set<String> LISTS = Set.of("validators", "current", DELINQUENT, "result");
  private static final Set<String> WRAPPERS = Set.of("result");

  @Override
  public String name() {
    return "solana-validators-json";
  }

  @Override
  public String description() {
    return "solana validators --output json, or getVoteAccounts; getClusterNodes or solana gossip"
        + " before it for the addresses";
  }

  @Override
  public String example() {
    return """
        {"jsonrpc":"2.0","result":[{"pubkey":"PAD9aPiKJGcbGxuVLbc8o4Vf65GPq3fJQ7PkHWuX6a8","gossip":"212.83.42.40:8001","version":"2.3.8"}],"id":1}
        {"totalActiveStake":222333124636572,"validators":[{"identityPubkey":"PAD9aPiKJGcbGxuVLbc8o4Vf65GPq3fJQ7PkHWuX6a8","activatedStake":222333124636572,"version":"2.3.8","delinquent":false}]}""";
  }

  @Override
  public Yields yields() {
    return Yields.OBSERVATIONS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    JsonListFrames frames = JsonListFrames.within(new ByteInput(input), LISTS, WRAPPERS);
    Reading reading = new Reading(options, name(), handler);
    RawRecord last = null;
    for (Optional<RawRecord> next = frames.next(); next.isPresent(); next = frames.next()) {
      if (last == null && !RecordedTime.isGiven(options, next.get(), handler)) {
        return;
      }
      last = next.get();
      reading.take(last, frames.list().orElse(""));
    }
    reading.end(last);
  }

  /** One input, from its beginning to its end. */
  private static final class Reading {
    private final NodeFields fields;
    private final ObservationCheck check;
    private final RecordHandler handler;
    private final ClusterNodes gossip = new ClusterNodes();
    private final VoteAccounts accounts;
    private boolean isRefused;

    Reading(ReadOptions options, String format, RecordHandler handler) {
      this.fields = new NodeFields(options, format, "solana", "consensus");
      this.check = options.check(format);
      this.accounts = new VoteAccounts(options.times());
      this.handler = handler;
    }

    void take(RawRecord record, String list) {
      if (record.defect().isPresent()) {
        refuse(record.refusal());
        return;
      }
      try {
        JsonNode element = JsonText.object(record.bytes());
        if (element.has("jsonrpc")) {
          takeAnswer(record, element.path("result"));
        } else {
          take(record, element, list);
        }
      } catch (RefusedException e) {
        refuse(record.refusal(e.field(), e.reason()));
      }
    }

    /** One of several answers that came as a list, in any order. */
    private void takeAnswer(RawRecord record, JsonNode result) throws RefusedException {
      if (result.isArray()) {
        takeEach(record, result, "");
      } else if (result.has("current")) {
        takeEach(record, result.path("current"), "current");
        takeEach(record, result.path(DELINQUENT), DELINQUENT);
      } else {
        throw new RefusedException("result", "is neither cluster nodes nor vote accounts");
      }
    }

    private void takeEach(RawRecord record, JsonNode elements, String list) {
      for (JsonNode element : elements) {
        try {
          take(record, element, list);
        } catch (RefusedException e) {
          refuse(record.refusal(e.field(), e.reason()));
        }
      }
    }

    private void take(RawRecord record, JsonNode element, String list) throws RefusedException {
      if (!element.isObject()) {
        throw new RefusedException("result", "must hold objects");
      }
      JsonFields fieldsOf = JsonFields.of(element);
      if (ClusterNodes.isOne(fieldsOf)) {
        gossip.remember(fieldsOf);
      } else {
        accounts.add(record, account(fieldsOf, list));
      }
    }

    private void refuse(Refusal refusal) {
      isRefused = true;
      handler.refused(refusal);
    }

    void end(RawRecord last) {
      if (accounts.isEmpty() && !gossip.isEmpty() && !isRefused) {
        refuse(
            last.refusal(
                Optional.of("validators"),
                "is missing: this is gossip, which has addresses and no stake. Put the validators"
                    + " behind it in the same input: cat gossip.json validators.json"));
      }
      accounts.handOut(this::checked, handler);
    }

    private VoteAccount account(JsonFields account, String list) throws RefusedException {
      boolean isAnswer = account.object().has("nodePubkey");
      fields.begin(account.requiredText(isAnswer ? "nodePubkey" : "identityPubkey"));
      String stake = account.digits("activatedStake");
      if (stake == null || stake.isBlank()) {
        throw new RefusedException("activatedStake", "is required: this is no validator");
      }
      fields.set(ObservationField.WEIGHT, stake);
      boolean isDown = list.equals(DELINQUENT) || Boolean.TRUE.equals(account.flag(DELINQUENT));
      if (isDown) {
        fields.set(ObservationField.STATUS, "down");
      }
      fields.set(ObservationField.CLIENT_VERSION, known(account.text("version")));
      fields.set(ObservationField.CLIENT, account.text("clientId"));
      return new VoteAccount(
          account.text(isAnswer ? "votePubkey" : "voteAccountPubkey"), fields.unchecked());
    }

    /** Gossip may stand behind the validators, as a server answers or a user puts files. */
    private Observation checked(Map<ObservationField, String> validator) throws RefusedException {
      ClusterNodes.GossipEntry said = gossip.of(validator.get(ObservationField.NODE_ID));
      validator.put(ObservationField.IP, said.ip());
      String version = validator.get(ObservationField.CLIENT_VERSION);
      String runs = version == null ? known(said.version()) : version;
      validator.put(ObservationField.CLIENT_VERSION, runs);
      String client = validator.get(ObservationField.CLIENT);
      validator.put(
          ObservationField.CLIENT,
          SolanaClient.of(client == null ? said.client() : client, runs).orElse(null));
      return check.check(validator);
    }

    private static String known(String version) {
      return version == null || version.equals("unknown") ? null : version;
    }
  }
}
