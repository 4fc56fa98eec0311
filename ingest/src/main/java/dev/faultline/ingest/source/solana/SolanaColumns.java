package dev.faultline.ingest.source.solana;

import dev.faultline.ingest.check.RefusedException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a Solana geolocation table keeps what we read, found by the names in its header: the feed
 * has changed its columns several times. A column that a variant lacks has the index -1.
 *
 * @param count how many columns there are
 * @param node the node's identity key
 * @param voteAccount the key of the vote account that the row tells of
 * @param observedAt the time of the crawl (compact tables only)
 * @param ip the gossip address
 * @param country ISO code of the address
 * @param city where the address was guessed to be
 * @param hosting the hosting company, in the oldest variant behind its AS number
 * @param asn the AS number, as {@code AS47447}
 * @param operator the validator's published name
 * @param stake activated stake in lamports
 * @param version the version that the node gossips
 */
record SolanaColumns(
    int count,
    int node,
    int voteAccount,
    int observedAt,
    int ip,
    int country,
    int city,
    int hosting,
    int asn,
    int operator,
    int stake,
    int version) {

  /** The oldest variant, known as a whole. */
  private static final List<String> WITHOUT_STAKE =
      List.of("IP", "City", "Region", "Country", "Loc", "Hosting", "Timezone", "Pubkey");

  /**
   * Reads a header.
   *
   * @throws RefusedException if it has no column for the node's key, the address or, but for the
   *     oldest variant, the stake
   */
  static SolanaColumns of(List<String> header) throws RefusedException {
    int node = first(header, "NodePubkey", "node_pubkey", "Pubkey");
    int ip = first(header, "IP", "ip");
    if (node < 0 || ip < 0) {
      throw new RefusedException(
          "header",
          "is not the header of a Solana validator table: it needs NodePubkey, Pubkey or"
              + " node_pubkey, and IP; it has "
              + header.stream().limit(30).collect(Collectors.joining(",")));
    }
    int stake = first(header, "ActivatedStake", "active_stake_lamports");
    if (stake < 0 && !header.equals(WITHOUT_STAKE)) {
      throw new RefusedException(
          "header",
          "is not the header of a Solana validator table: it needs ActivatedStake or"
              + " active_stake_lamports; it has "
              + header.stream().limit(30).collect(Collectors.joining(",")));
    }
    return new SolanaColumns(
        header.size(),
        node,
        first(header, "VotePubkey", "vote_pubkey"),
        first(header, "observed_at"),
        ip,
        first(header, "Country", "country"),
        first(header, "City", "city"),
        first(header, "Hosting"),
        first(header, "HostingCompanyId", "asn"),
        first(header, "Name"),
        stake,
        first(header, "ValidatorVersion", "version"));
  }

  private static int first(List<String> header, String... names) {
    for (String name : names) {
      int index = header.indexOf(name);
      if (index >= 0) {
        return index;
      }
    }
    return -1;
  }
}
