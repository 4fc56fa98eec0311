package dev.faultline.cli.option;

import dev.faultline.cli.service.Shutdown;
import dev.faultline.local.Installation;
import dev.faultline.providers.Providers;
import dev.faultline.streams.enrich.AsnTable;
import dev.faultline.streams.enrich.Cities;
import dev.faultline.streams.enrich.CountryTable;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.RegionTable;
import dev.faultline.streams.runtime.WatchedTables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The tables that enrichment looks things up in. */
public final class Tables {

  private static final Duration LOOK = Duration.ofSeconds(10);

  @Option(
      names = "--asn-folder",
      paramLabel = "DIR",
      defaultValue = "${env:FAULTLINE_ASN_FOLDER}",
      description =
          "Folder with asn-ipv4.csv and asn-ipv6.csv, iptoasn.com's ip2asn-v4.tsv and"
              + " ip2asn-v6.tsv, or one .mmdb of MaxMind, DB-IP or IPinfo; or such a file"
              + " (FAULTLINE_ASN_FOLDER; default: those that came with the build).")
  private Optional<Path> asnFolder;

  @Option(
      names = "--country-file",
      paramLabel = "FILE",
      split = ",",
      defaultValue = "${env:FAULTLINE_COUNTRY_FILES}",
      description =
          "IP-to-country table: rows of first address, last address, country code, ascending. May"
              + " be given several times, IPv4 before IPv6. Or an .mmdb of MaxMind, DB-IP or"
              + " IPinfo; beside either, geofeeds (RFC 8805), which go before it"
              + " (FAULTLINE_COUNTRY_FILES, apart by commas; default: those that came with the"
              + " build).")
  private List<Path> countryFiles = new ArrayList<>();

  @Option(
      names = "--region-file",
      paramLabel = "FILE",
      split = ",",
      defaultValue = "${env:FAULTLINE_REGION_FILES}",
      description =
          "Address ranges as a provider publishes them, gzip too: AWS ip-ranges.json, Google"
              + " cloud.json, Azure ServiceTags, Oracle public_ip_ranges.json. May be given several times"
              + " (FAULTLINE_REGION_FILES, apart by commas; default: none).")
  private List<Path> regionFiles = new ArrayList<>();

  /**
   * Loads the tables, and loads them again whenever a file of theirs changes.
   *
   * @throws IOException if a table is there and cannot be read
   */
  public WatchedTables watched(Shutdown shutdown) throws IOException {
    return shutdown.register("the enrichment tables", watched());
  }

  /** The same, for whoever closes them. */
  public WatchedTables watched() throws IOException {
    Path folder = asnFolder.orElseGet(() -> Installation.find().asnTables());
    List<Path> files = new ArrayList<>(regionFiles);
    files.addAll(AsnTable.files(folder));
    List<Path> countries =
        countryFiles.isEmpty()
            ? CountryTable.files(Installation.find().countryTables())
            : countryFiles;
    files.addAll(countries);
    return WatchedTables.open(
        files,
        LOOK,
        () ->
            new Enricher(
                Providers.load(),
                AsnTable.load(folder),
                RegionTable.load(regionFiles),
                CountryTable.load(countries),
                Cities.load()));
  }
}
