package dev.faultline.snapshot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(
    packages = "dev.faultline.snapshot",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PurePackagesTest {

  @ArchTest
  static final ArchRule whatASnapshotIsKnowsNoPlumbing =
      noClasses()
          .that()
          .resideInAnyPackage("..snapshot.content..", "..snapshot.release..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "java.sql..", "com.clickhouse..", "java.net..");

  @ArchTest
  static final ArchRule nobodyReadsTheWallClock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("the same as-of from the same data gives the same bytes");
}
