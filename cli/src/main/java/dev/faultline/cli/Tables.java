package dev.faultline.cli;

import dev.faultline.local.Installation;
import dev.faultline.streams.enrich.AsnTable;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The tables that enrichment looks things up in. */
final class Tables {

  @Option(
      names = "--asn-folder",
      paramLabel = "DIR",
      defaultValue = "${env:FAULTLINE_ASN_FOLDER}",
      description =
          "Folder with asn-ipv4.csv and asn-ipv6.csv (FAULTLINE_ASN_FOLDER; default: those that"
              + " came with the build).")
  private Optional<Path> asnFolder;

  /**
   * Loads the tables.
   *
   * @throws IOException if a table is there and cannot be read
   */
  Enricher enricher() throws IOException {
    Path folder = asnFolder.orElseGet(() -> Installation.find().asnTables());
    return new Enricher(Providers.load(), AsnTable.load(folder));
  }
}
