package dev.faultline.sql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Ledgers, tokens and rows know neither Kafka nor JDBC nor a clock of their own. */
@AnalyzeClasses(packages = "dev.faultline.sql", importOptions = DoNotIncludeTests.class)
class PurePackagesTest {

  @ArchTest
  static final ArchRule PLUMBING_STAYS_OUT =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.faultline.sql.batch", "dev.faultline.sql.row", "dev.faultline.sql.block")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "io.confluent..",
              "io.micrometer..",
              "com.clickhouse..",
              "java.sql..",
              "java.net..",
              "dev.faultline.sql.sink..");

  @ArchTest
  static final ArchRule THE_LEDGER_KNOWS_NO_RECORDS =
      noClasses()
          .that()
          .resideInAPackage("dev.faultline.sql.batch")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.faultline.schemas..", "org.apache.avro..");

  @ArchTest
  static final ArchRule TIME_IS_GIVEN =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.faultline.sql.batch", "dev.faultline.sql.row", "dev.faultline.sql.block")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now");
}
