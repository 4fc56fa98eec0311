package dev.faultline.streams;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.apache.avro.specific.AvroGenerated;

/** Measures, windows, tables and rules know nothing of how data comes and goes. */
@AnalyzeClasses(
    packages = "dev.faultline.streams",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {

  @ArchTest
  static final ArchRule pureBeforePlumbed =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..streams.measure..",
              "..streams.resilience..",
              "..streams.incident..",
              "..streams.index..",
              "..streams.node..",
              "..streams.tally..",
              "..streams.roll..",
              "..streams.merge..",
              "..streams.enrich..",
              "..streams.reliability..",
              "..streams.stress..",
              "..streams.ripple..",
              "..streams.impact..",
              "..streams.network..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "io.confluent..",
              "java.sql..",
              "javax.sql..",
              "java.net..",
              "dev.faultline.streams.state..",
              "dev.faultline.streams.decode..",
              "dev.faultline.streams.topology..",
              "dev.faultline.streams.runtime..")
          .because("what is pure can be tested, replayed and audited without a broker");

  @ArchTest
  static final ArchRule nowIsGivenNotAsked =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..streams.measure..",
              "..streams.resilience..",
              "..streams.incident..",
              "..streams.index..",
              "..streams.node..",
              "..streams.tally..",
              "..streams.roll..",
              "..streams.merge..",
              "..streams.enrich..",
              "..streams.reliability..",
              "..streams.stress..",
              "..streams.ripple..",
              "..streams.impact..",
              "..streams.network..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .because("a replay must give the same rows");

  /**
   * State records are data that any package may read. They are all in the package of the roll,
   * because the name is part of the fingerprint by which a restart knows its own state.
   */
  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices()
          .matching("dev.faultline.streams.(*)..")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(alwaysTrue(), annotatedWith(AvroGenerated.class));

  @ArchTest
  static final ArchRule processorsCallDownOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("..streams.topology..", "..streams.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..streams.topology..", "..streams.runtime..");
}
