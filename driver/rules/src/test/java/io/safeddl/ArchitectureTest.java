package io.safeddl;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of the packages (design section 2). */
@AnalyzeClasses(
    packages = {
      "io.safeddl.sql",
      "io.safeddl.catalog",
      "io.safeddl.effect",
      "io.safeddl.rule",
      "io.safeddl.plan",
      "io.safeddl.observe"
    },
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /**
   * The catalog's interface speaks of names and types, so it stands on sql; what reads expressions
   * asks a catalog; what follows or reads a schema reads expressions.
   */
  @ArchTest
  static final ArchRule facts_before_judgement_before_action =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("sql")
          .definedBy("io.safeddl.sql", "io.safeddl.sql.tree")
          .layer("catalog")
          .definedBy("io.safeddl.catalog")
          .layer("expression")
          .definedBy("io.safeddl.sql.expression")
          .layer("catalogs")
          .definedBy("io.safeddl.catalog.model", "io.safeddl.catalog.live")
          .layer("effect")
          .definedBy("io.safeddl.effect..")
          .layer("rule")
          .definedBy("io.safeddl.rule..")
          .layer("plan")
          .definedBy("io.safeddl.plan..")
          .layer("observe")
          .definedBy("io.safeddl.observe..")
          .whereLayer("plan")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("observe")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("rule")
          .mayOnlyBeAccessedByLayers("plan")
          .whereLayer("effect")
          .mayOnlyBeAccessedByLayers("rule", "plan", "observe")
          .whereLayer("catalogs")
          .mayOnlyBeAccessedByLayers("effect", "rule", "plan")
          .whereLayer("expression")
          .mayOnlyBeAccessedByLayers("catalogs", "effect", "rule", "plan")
          .whereLayer("catalog")
          .mayOnlyBeAccessedByLayers("expression", "catalogs", "effect", "rule", "plan");

  @ArchTest
  static final ArchRule only_the_live_catalog_and_the_observer_speak_to_a_server =
      noClasses()
          .that(not(resideInAnyPackage("io.safeddl.catalog.live", "io.safeddl.observe")))
          .should()
          .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql.."));

  @ArchTest
  static final ArchRule the_rules_know_no_driver_and_log_nothing =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.postgresql..",
                  "org.slf4j..",
                  "java.util.logging..",
                  "org.apache.logging..",
                  "org.apache.commons.logging.."));

  @ArchTest
  static final ArchRule nothing_decides_by_the_live_catalog =
      noClasses()
          .that(
              resideInAnyPackage(
                  "io.safeddl.sql..",
                  "io.safeddl.effect..",
                  "io.safeddl.rule..",
                  "io.safeddl.plan.."))
          .should()
          .dependOnClassesThat(resideInAPackage("io.safeddl.catalog.live.."));

  @ArchTest
  static final ArchRule the_query_parser_and_the_cache_stay_behind_one_interface =
      noClasses()
          .that(not(resideInAPackage("io.safeddl.sql.expression")))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("net.sf.jsqlparser..", "com.github.benmanes.caffeine.."));

  @ArchTest
  static final ArchRule nothing_is_open_by_accident =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .doNotHaveModifier(JavaModifier.ABSTRACT)
          .should()
          .haveModifier(JavaModifier.FINAL);
}
