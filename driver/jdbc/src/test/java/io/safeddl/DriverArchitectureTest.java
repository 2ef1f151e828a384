package io.safeddl;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of the driver's packages (design section 2): run ← jdbc ← tool. */
@AnalyzeClasses(
    packages = {"io.safeddl.run", "io.safeddl.jdbc", "io.safeddl.tool"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class DriverArchitectureTest {
  @ArchTest
  static final ArchRule the_runner_knows_of_the_driver_only_its_refusal =
      noClasses()
          .that()
          .resideInAPackage("io.safeddl.run..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.safeddl.jdbc..").and(not(simpleName("UnsafeDdlException"))));

  @ArchTest
  static final ArchRule nothing_depends_on_the_tools_classes =
      noClasses()
          .that()
          .resideInAnyPackage("io.safeddl.run..", "io.safeddl.jdbc..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.safeddl.tool..");

  @ArchTest
  static final ArchRule only_the_tools_classes_need_the_tools =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.safeddl.tool..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.flywaydb..", "liquibase..", "org.springframework.."));

  @ArchTest
  static final ArchRule forwarding_decides_nothing =
      noClasses()
          .that()
          .resideInAPackage("io.safeddl.jdbc.forwarding..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.safeddl..")
                  .and(not(resideInAPackage("io.safeddl.jdbc.forwarding.."))));

  @ArchTest
  static final ArchRule the_query_parser_and_the_cache_belong_to_the_rules =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("net.sf.jsqlparser..", "com.github.benmanes.caffeine.."));
}
