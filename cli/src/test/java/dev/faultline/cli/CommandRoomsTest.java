package dev.faultline.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Commands know options, services and output; none of these knows a command. */
@AnalyzeClasses(
    packages = "dev.faultline.cli",
    importOptions = ImportOption.DoNotIncludeTests.class)
class CommandRoomsTest {

  @ArchTest
  static final ArchRule NO_CIRCLES =
      slices().matching("dev.faultline.cli.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule COMMANDS_ARE_THE_TOP =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.faultline.cli", "dev.faultline.cli.command")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.faultline.cli.command");
}
