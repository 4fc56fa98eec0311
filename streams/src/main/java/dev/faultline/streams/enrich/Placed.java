package dev.faultline.streams.enrich;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.HostingClass;
import dev.faultline.schemas.Origin;
import java.util.List;
import java.util.Locale;

/**
 * Where a node is and who runs it: what its observation declared, and what could be derived from
 * that. An attribute is null if it is unknown, and then so is its origin.
 *
 * @param asn autonomous system number
 * @param provider canonical id where the provider is listed, else as spelled
 * @param providerListed whether the provider is a canonical id; spellings that are not want
 *     counting
 * @param region {@code provider/region}
 * @param country ISO 3166-1 alpha-2
 * @param city in the spelling that cities are compared by; only ever declared
 * @param site the smallest place that is known: {@code provider/region}, else {@code
 *     provider/CC/city}, else {@code provider/CC}
 * @param siteOrigin derived if any part of it is
 * @param operator as declared
 * @param client as declared
 * @param conflicts dimensions in which what was declared differs from what would be derived
 */
public record Placed(
    Long asn,
    Origin asnOrigin,
    String provider,
    Origin providerOrigin,
    boolean providerListed,
    String region,
    Origin regionOrigin,
    String country,
    Origin countryOrigin,
    String city,
    String site,
    Origin siteOrigin,
    String operator,
    String client,
    HostingClass hosting,
    Origin hostingOrigin,
    List<Dimension> conflicts) {

  /** Keeps the conflicts as they are now. */
  public Placed {
    conflicts = List.copyOf(conflicts);
  }

  /**
   * The entity that the node belongs to in a dimension, null if unknown; an ASN like {@code
   * AS16509}, a hosting class like {@code cloud}.
   *
   * @throws IllegalArgumentException for NODE: a node is its own entity, and its id is not here
   */
  public String entity(Dimension dimension) {
    return switch (dimension) {
      case NODE -> throw new IllegalArgumentException("a node's entity is its own id");
      case PROVIDER -> provider;
      case REGION -> region;
      case ASN -> asn == null ? null : "AS" + asn;
      case COUNTRY -> country;
      case OPERATOR -> operator;
      case CLIENT -> client;
      case SITE -> site;
      case HOSTING -> hosting == null ? null : hosting.name().toLowerCase(Locale.ROOT);
    };
  }
}
