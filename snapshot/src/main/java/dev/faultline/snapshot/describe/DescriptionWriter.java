package dev.faultline.snapshot.describe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.faultline.snapshot.content.FileColumn;
import dev.faultline.snapshot.export.PopulationProvenance;
import dev.faultline.snapshot.export.WrittenFile;
import dev.faultline.snapshot.population.Inclusion.LeftOut;
import dev.faultline.snapshot.release.Hash;
import dev.faultline.snapshot.release.ReleaseName;
import dev.faultline.snapshot.summary.PopulationSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes {@code datapackage.json}, a Frictionless Data Package. No clock is in it. */
public final class DescriptionWriter {

  private static final String PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final SnapshotFacts facts;

  public DescriptionWriter(SnapshotFacts facts) {
    this.facts = facts;
  }

  /**
   * Writes it.
   *
   * @param documents files of the folder that hold no rows
   */
  public void write(Path folder, List<String> documents) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    head(root);
    createdBy(root);
    ObjectNode methodology = root.putObject("methodology");
    methodology.set("versions", JSON.valueToTree(facts.methodologies()));
    methodology.put("path", "methodology.md");
    methodology.put("sha256", Hash.ofFile(folder.resolve("methodology.md")));
    provenance(root);
    ArrayNode resources = root.putArray("resources");
    facts.files().forEach(file -> resource(resources.addObject(), file));
    ArrayNode others = root.putArray("documents");
    for (String document : documents) {
      ObjectNode each = others.addObject();
      each.put("path", document);
      each.put("bytes", Files.size(folder.resolve(document)));
      each.put("hash", "sha256:" + Hash.ofFile(folder.resolve(document)));
    }
    Files.writeString(
        folder.resolve("datapackage.json"), JSON.writeValueAsString(root).replace("\r", "") + "\n");
  }

  private void head(ObjectNode root) {
    root.put("$schema", PROFILE);
    root.put("name", "faultline-" + facts.name().path().toLowerCase(Locale.ROOT).replace('/', '-'));
    root.put("title", "Faultline index snapshot as of " + facts.name().asOf());
    root.put(
        "description",
        "How concentrated and how resilient the machines of decentralized networks were, with the"
            + " populations that this was computed from.");
    root.put("version", facts.name().label());
    root.put("as_of", facts.name().asOf().toString());
    root.put("release", facts.name().number());
    if (facts.name().number() > 1) {
      root.put(
          "supersedes", new ReleaseName(facts.name().asOf(), facts.name().number() - 1).path());
    }
    facts.reason().ifPresent(reason -> root.put("reason", reason));
    facts.previous().ifPresent(previous -> root.put("previous", previous.path()));
    root.put("format", facts.format().toString());
    root.put("with_addresses", facts.withAddresses());
    root.set("networks", JSON.valueToTree(facts.networks().stream().sorted().toList()));
    ObjectNode license = root.putArray("licenses").addObject();
    license.put("name", "CC-BY-4.0");
    license.put("title", "For what Faultline computed. Terms of the sources hold for their parts.");
    license.put("path", "https://creativecommons.org/licenses/by/4.0/");
    ArrayNode sources = root.putArray("sources");
    facts.sources().forEach(source -> sources.addObject().put("title", source));
  }

  private void createdBy(ObjectNode root) {
    ObjectNode created = root.putObject("created_by");
    created.put("product", "faultline");
    created.put("version", facts.build().version());
    created.put("commit", facts.build().commit());
    created.put("engine", "ClickHouse " + facts.build().engine());
  }

  private void provenance(ObjectNode root) {
    ObjectNode provenance = root.putObject("provenance");
    ArrayNode populations = provenance.putArray("populations");
    for (PopulationProvenance each : facts.provenance()) {
      ObjectNode population = populations.addObject();
      population.put("network", each.network());
      population.put("layer", each.layer());
      population.put("at", each.at().toString());
      ObjectNode positions = population.putObject("positions");
      each.positions().forEach((partition, offset) -> positions.put("" + partition, offset));
      population.put("incidents_through", each.incidentsThrough());
      population.set("enrichment_tables", JSON.valueToTree(each.tables()));
      population.put("node_ids", each.hidden() ? "hidden" : "as published");
      PopulationSummary summary = facts.summaries().get(each.network() + "/" + each.layer());
      if (summary != null) {
        summary(population.putObject("summary"), summary);
      }
    }
    ArrayNode leftOut = provenance.putArray("left_out");
    for (LeftOut each : facts.selection().leftOut()) {
      ObjectNode population = leftOut.addObject();
      population.put("network", each.population().network());
      population.put("layer", each.population().layer());
      population.put("reason", each.reason());
    }
  }

  private static void summary(ObjectNode node, PopulationSummary summary) {
    node.put("window_s", summary.windowSeconds());
    node.put("weighting", summary.weighting());
    node.put("live_nodes", summary.liveNodes());
    node.put("resilience_index", summary.index());
    node.put("index_low", summary.indexLow());
    node.put("index_high", summary.indexHigh());
    node.put("weakest", summary.weakest());
    node.set("nakamoto", JSON.valueToTree(summary.coefficients()));
  }

  private void resource(ObjectNode resource, WrittenFile file) {
    resource.put("name", file.file().stem().replace('_', '-'));
    resource.put("path", file.name());
    resource.put("description", file.file().description());
    resource.put("format", file.format().extension());
    resource.put("mediatype", file.format().mediaType());
    resource.put("encoding", "utf-8");
    resource.put("bytes", file.bytes());
    resource.put("hash", "sha256:" + file.sha256());
    resource.put("rows", file.digest().rows());
    resource.put("row_digest", "sha256:" + file.digest().digest());
    resource.put("sql", facts.queries().get(file.file()));
    ObjectNode schema = resource.putObject("schema");
    ArrayNode fields = schema.putArray("fields");
    for (FileColumn column : file.columns()) {
      ObjectNode field = fields.addObject();
      field.put("name", column.name());
      field.put("type", column.tableSchemaType());
      field.put("clickhouse_type", column.type());
      field.put("description", column.description());
    }
    schema.set("primaryKey", JSON.valueToTree(file.file().key()));
    schema.putArray("missingValues").add("\\N");
  }
}
