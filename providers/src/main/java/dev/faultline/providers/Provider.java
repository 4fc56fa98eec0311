package dev.faultline.providers;

import dev.faultline.schemas.HostingClass;
import java.util.List;

/**
 * A hosting or access provider, one row of the providers table.
 *
 * @param id canonical: lower-case letters, digits, dots and dashes, such as aws
 * @param name for people
 * @param hosting what kind of place its machines are in, by its main business
 * @param asns its autonomous systems
 * @param aliases spellings seen in node lists and registries
 * @param source where ASNs and spellings come from
 */
public record Provider(
    String id,
    String name,
    HostingClass hosting,
    List<Long> asns,
    List<String> aliases,
    String source) {

  /** Keeps the lists as they are now. */
  public Provider {
    asns = List.copyOf(asns);
    aliases = List.copyOf(aliases);
  }
}
