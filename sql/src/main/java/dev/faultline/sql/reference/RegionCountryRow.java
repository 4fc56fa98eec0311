package dev.faultline.sql.reference;

/**
 * In which country a provider's region lies, as the table {@code region_countries} holds it.
 *
 * @param provider canonical id
 * @param region the provider's own name of it
 * @param country ISO 3166-1 alpha-2
 * @param citation where the provider says so
 */
public record RegionCountryRow(String provider, String region, String country, String citation) {}
