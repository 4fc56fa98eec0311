package dev.faultline.sql;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The sink's rooms, and which may know of which: the tasks know all, the others look down only. */
@AnalyzeClasses(packages = "dev.faultline.sql", importOptions = DoNotIncludeTests.class)
class SinkRoomsTest {

  @ArchTest
  static final ArchRule WALLS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("tasks")
          .definedBy("dev.faultline.sql.sink")
          .layer("kafka")
          .definedBy("dev.faultline.sql.sink.kafka")
          .layer("clickhouse")
          .definedBy("dev.faultline.sql.sink.clickhouse")
          .layer("buffer")
          .definedBy("dev.faultline.sql.sink.buffer")
          .layer("health")
          .definedBy("dev.faultline.sql.sink.health")
          .whereLayer("tasks")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("kafka")
          .mayOnlyBeAccessedByLayers("tasks")
          .whereLayer("clickhouse")
          .mayOnlyBeAccessedByLayers("tasks")
          .whereLayer("buffer")
          .mayOnlyBeAccessedByLayers("tasks", "kafka", "health")
          .whereLayer("health")
          .mayOnlyBeAccessedByLayers("tasks", "kafka");
}
