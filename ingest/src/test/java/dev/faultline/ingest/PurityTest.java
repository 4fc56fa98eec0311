package dev.faultline.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.faultline.ingest",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {

  @ArchTest
  static final ArchRule parsersAndChecksKnowNoPlumbing =
      noClasses()
          .that()
          .resideInAnyPackage("..ingest.source..", "..ingest.check..", "..ingest.incident..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "io.confluent..",
              "java.sql..",
              "javax.sql..",
              "java.net.http..",
              "org.eclipse.jetty..",
              "..ingest.publish..",
              "..ingest.gateway..",
              "..ingest.poll..");

  @ArchTest
  static final ArchRule onlyTheFetcherKnowsHowFeedsAreFetched =
      noClasses()
          .that()
          .resideInAPackage("..ingest.poll")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "io.confluent..",
              "java.sql..",
              "java.net.http..",
              "org.eclipse.jetty..",
              "..ingest.poll.fetch..",
              "..ingest.gateway..");

  @ArchTest
  static final ArchRule theScheduleAndTheFileOfFeedsArePure =
      noClasses()
          .that()
          .haveSimpleName("PollSchedule")
          .or()
          .haveSimpleName("FeedFile")
          .or()
          .haveSimpleName("FeedEntry")
          .or()
          .haveSimpleName("FormatVanishing")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent..", "..ingest.publish..", "io.micrometer..");

  @ArchTest
  static final ArchRule publishingKnowsNoHttp =
      noClasses()
          .that()
          .resideInAPackage("..ingest.publish..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.jetty..", "..ingest.gateway..", "..ingest.poll..");

  @ArchTest
  static final ArchRule nobodyReadsTheWallClock =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
