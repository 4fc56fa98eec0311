package dev.faultline.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

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
              "..streams.roll..",
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
              "..streams.roll..",
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

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.faultline.streams.(*)..").should().beFreeOfCycles();
}
