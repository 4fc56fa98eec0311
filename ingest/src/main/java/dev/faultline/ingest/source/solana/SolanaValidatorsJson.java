package dev.faultline.ingest.source.solana;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.faultline.ingest.source.solana.VoteAccounts.OwnWords;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
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
    Reading reading = new Reading(new NodeFields(options, name(), "solana", "consensus"), handler);
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
    private final RecordHandler handler;
    private final ClusterNodes gossip = new ClusterNodes();
    private final VoteAccounts accounts = new VoteAccounts();
    private boolean isRefused;

    Reading(NodeFields fields, RecordHandler handler) {
      this.fields = fields;
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
        gossip.remember(fieldsOf, !accounts.all().isEmpty());
      } else {
        OwnWords words = new OwnWords(known(fieldsOf.text("version")), fieldsOf.text("clientId"));
        accounts.add(record.line(), account(fieldsOf, list, words), words);
      }
    }

    private void refuse(Refusal refusal) {
      isRefused = true;
      handler.refused(refusal);
    }

    void end(RawRecord last) {
      if (accounts.all().isEmpty() && !gossip.isEmpty() && !isRefused) {
        refuse(
            last.refusal(
                Optional.of("validators"),
                "is missing: this is gossip, which has addresses and no stake. Put the validators"
                    + " behind it in the same input: cat gossip.json validators.json"));
      }
      for (VoteAccounts.Found found : accounts.all()) {
        try {
          handler.observation(found.line(), withLateGossip(found));
        } catch (RefusedException e) {
          refuse(last.refusal(e.field(), e.reason()));
        }
      }
    }

    /** Gossip may stand behind the validators, as a server answers or a user puts files. */
    private Observation withLateGossip(VoteAccounts.Found found) throws RefusedException {
      Observation validator = found.validator();
      if (!gossip.isLate(validator.getNodeId())) {
        return validator;
      }
      boolean isDown = validator.getStatus() == NodeStatus.DOWN;
      return node(
          validator.getNodeId(), String.valueOf(validator.getWeight()), isDown, found.words());
    }

    private Observation account(JsonFields account, String list, OwnWords words)
        throws RefusedException {
      boolean isAnswer = account.object().has("nodePubkey");
      String identity = account.requiredText(isAnswer ? "nodePubkey" : "identityPubkey");
      String stake = account.digits("activatedStake");
      if (stake == null) {
        throw new RefusedException("activatedStake", "is required: this is no validator");
      }
      boolean isDown = list.equals(DELINQUENT) || Boolean.TRUE.equals(account.flag(DELINQUENT));
      return node(identity, stake, isDown, words);
    }

    private Observation node(String identity, String stake, boolean isDown, OwnWords words)
        throws RefusedException {
      ClusterNodes.GossipEntry said = gossip.of(identity);
      fields.begin(identity);
      fields.set(ObservationField.IP, said.ip());
      fields.set(ObservationField.WEIGHT, stake);
      if (isDown) {
        fields.set(ObservationField.STATUS, "down");
      }
      String runs = words.version() == null ? known(said.version()) : words.version();
      fields.set(ObservationField.CLIENT_VERSION, runs);
      fields.set(
          ObservationField.CLIENT,
          SolanaClient.of(words.client() == null ? said.client() : words.client(), runs)
              .orElse(null));
      return fields.checked();
    }

    private static String known(String version) {
      return version == null || version.equals("unknown") ? null : version;
    }
  }
}
