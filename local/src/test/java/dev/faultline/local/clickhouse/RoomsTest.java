package dev.faultline.local.clickhouse;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The front's rooms depend on each other in one direction, and the rest only starts the process.
 */
@AnalyzeClasses(packages = "dev.faultline.local", importOptions = DoNotIncludeTests.class)
class RoomsTest {

  private static final String ROOT = "dev.faultline.local.clickhouse";

  @ArchTest
  static final ArchRule ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.faultline.local..")
          .layer("rest")
          .definedBy("dev.faultline.local", "dev.faultline.local.broker..", "..registry..")
          .layer("main")
          .definedBy(ROOT)
          .layer("http")
          .definedBy(ROOT + ".http")
          .layer("access")
          .definedBy(ROOT + ".access")
          .layer("query")
          .definedBy(ROOT + ".query")
          .layer("engine")
          .definedBy(ROOT + ".engine")
          .layer("statement")
          .definedBy(ROOT + ".statement")
          .whereLayer("main")
          .mayOnlyBeAccessedByLayers("rest")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("access")
          .mayOnlyBeAccessedByLayers("http", "main")
          .whereLayer("query")
          .mayOnlyBeAccessedByLayers("http")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("query", "access", "http", "main")
          .whereLayer("statement")
          .mayOnlyBeAccessedByLayers("engine", "query");

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule HTTP_STAYS_IN_ITS_ROOM =
      noClasses()
          .that(resideInAnyPackage(ROOT + ".query", ROOT + ".engine", ROOT + ".statement"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.jetty..", "java.net.http..");

  @ArchTest
  static final ArchRule THE_LIBRARY_STAYS_IN_ITS_ROOM =
      noClasses()
          .that(resideInAnyPackage(ROOT, ROOT + ".http", ROOT + ".query", ROOT + ".statement"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.sun.jna..");
}
