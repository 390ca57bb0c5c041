package io.github.gumbelrao.bench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.gumbelrao.bench.study.Study;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows of {@code docs/architecture.md}. */
class ArchitectureTest {

  private static final String ROOT = "io.github.gumbelrao";
  private static final String BENCH = ROOT + ".bench";

  /** Of a package; one sitting is enough to know what is in it. */
  private static final int MAX_CLASSES = 22;

  private static final JavaClasses ALL = all();

  /** Our classes alone: what the libraries' own depend on need not be read. */
  private static JavaClasses all() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(ROOT);
  }

  private static List<String> studies() {
    return Studies.ALL.stream().map(Study::getClass).map(Class::getPackageName).toList();
  }

  @Test
  void everyStudyHasAPackageOfItsOwn() {
    assertThat(studies())
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(
            Studies.ALL.stream().map(study -> BENCH + "." + study.name()).toList());
  }

  /** What is made {@code of} something is a thing, not its text. */
  @Test
  void whatReturnsTextIsNotCalledOf() {
    methods().that().haveName("of").should().notHaveRawReturnType(String.class).check(ALL);
  }

  @Test
  void noStudyKnowsAnother() {
    for (String study : studies()) {
      String[] others =
          studies().stream().filter(other -> !other.equals(study)).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(study)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(ALL);
    }
  }

  @Test
  void theRootAloneKnowsTheStudies() {
    String[] studies = studies().toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackage(BENCH)
        .and()
        .resideOutsideOfPackages(studies)
        .and()
        .resideOutsideOfPackage("..jmh_generated..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(studies)
        .check(ALL);
  }

  @Test
  void measurementsKnowNoEstimatorAndNoTensorFlow() {
    measurementsAlone().check(ALL);
  }

  private static ArchRule measurementsAlone() {
    return classes()
        .that()
        .resideInAPackage(BENCH + ".measurement..")
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(BENCH + ".measurement..")
                .or(resideInAPackage(ROOT + ".core.internal"))
                .or(resideInAPackage(ROOT + ".core.files"))
                .or(JavaClass.Predicates.resideOutsideOfPackages(ROOT + "..", "org.tensorflow..")));
  }

  @Test
  void measurementsAreLayered() {
    below("statistics", "run", "comparison", "page");
    below("run", "comparison", "page");
    below("comparison", "page");
  }

  /** A package of the measurements knows none of some others. */
  private static void below(String name, String... above) {
    noClasses()
        .that()
        .resideInAPackage(BENCH + ".measurement." + name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            List.of(above).stream()
                .map(each -> BENCH + ".measurement." + each)
                .toArray(String[]::new))
        .check(ALL);
  }

  @Test
  void whatStudiesShareKnowsNoCommand() {
    noClasses()
        .that()
        .resideInAnyPackage(BENCH + ".study", BENCH + ".training")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BENCH + ".command")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage(BENCH + ".study")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BENCH + ".training")
        .check(ALL);
  }

  @Test
  void theModelsKnowNothingOfTheBench() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".core..", ROOT + ".toyqp..", ROOT + ".vae..", ROOT + ".listops..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BENCH + "..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".toyqp..", ROOT + ".vae..", ROOT + ".listops..")
        .check(ALL);
  }

  @Test
  void noPackageHasTooManyClasses() {
    Map<String, Long> sizes =
        ALL.stream()
            .filter(each -> each.getPackageName().startsWith(BENCH) && each.isTopLevelClass())
            .filter(each -> !each.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(sizes.values()).isNotEmpty().allMatch(size -> size <= MAX_CLASSES, sizes.toString());
  }

  /** The rules can fail: the root itself knows studies and commands. */
  @Test
  void aWrongArrowIsFound() {
    ArchRule wrong =
        noClasses()
            .that()
            .resideInAPackage(BENCH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(studies().toArray(String[]::new));
    assertThatThrownBy(() -> wrong.check(ALL)).isInstanceOf(AssertionError.class);
  }
}
