package io.safeddl.backfill;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The direction of the packages: spec ← target ← (mirror, walk) ← state ← (run, throttle, recipe) ←
 * report ← command.
 */
@AnalyzeClasses(
    packages = "io.safeddl.backfill",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule each_package_knows_only_those_below_it =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("spec")
          .definedBy("io.safeddl.backfill.spec..")
          .layer("target")
          .definedBy("io.safeddl.backfill.target..")
          .layer("mirror")
          .definedBy("io.safeddl.backfill.mirror..")
          .layer("walk")
          .definedBy("io.safeddl.backfill.walk..")
          .layer("state")
          .definedBy("io.safeddl.backfill.state..")
          .layer("run")
          .definedBy("io.safeddl.backfill.run..")
          .layer("throttle")
          .definedBy("io.safeddl.backfill.throttle..")
          .layer("recipe")
          .definedBy("io.safeddl.backfill.recipe..")
          .layer("report")
          .definedBy("io.safeddl.backfill.report..")
          .layer("command")
          .definedBy("io.safeddl.backfill.command..")
          .whereLayer("spec")
          .mayNotAccessAnyLayer()
          .whereLayer("target")
          .mayOnlyAccessLayers("spec")
          .whereLayer("mirror")
          .mayOnlyAccessLayers("spec", "target")
          .whereLayer("walk")
          .mayOnlyAccessLayers("spec", "target")
          .whereLayer("state")
          .mayOnlyAccessLayers("spec", "target", "mirror", "walk")
          .whereLayer("run")
          .mayOnlyAccessLayers("spec", "target", "mirror", "walk", "state", "throttle")
          .whereLayer("throttle")
          .mayOnlyAccessLayers("spec", "target", "mirror", "walk", "state")
          .whereLayer("recipe")
          .mayOnlyAccessLayers("spec", "target", "mirror", "walk", "state")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("command")
          .because("who is above may change without those below");
}
