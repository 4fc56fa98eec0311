package dev.faultline.sql.reference;

import java.util.List;

/**
 * A provider as the table {@code providers} holds it.
 *
 * @param id canonical
 * @param name for people
 * @param hosting hosting class in lower case
 * @param asns its autonomous systems
 * @param aliases spellings that are taken for it
 * @param citation where these come from
 */
public record ProviderTableRow(
    String id,
    String name,
    String hosting,
    List<Long> asns,
    List<String> aliases,
    String citation) {}
