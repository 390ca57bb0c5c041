package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EstimatorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reinforce",
        "gs",
        "st",
        "st-gs",
        "gr-mc1",
        "gr-mc10",
        "gr-mc1000",
        "gr-av8",
        "gr-qmc64",
        "gr",
        "zgr",
        "zgr1",
        "reinmax",
        "reinmax-rao8",
        "reinmax-rao",
        "reinmax-cv8",
        "reinmax-cv",
        "gst",
        "gst-p",
        "mve"
      })
  void namesComeBackAsGiven(String name) {
    assertThat(Estimators.named(name).name()).isEqualTo(name);
  }

  @Test
  void familiesStandInOneOrderWithTheirSources() {
    assertThat(Estimators.families())
        .extracting(EstimatorFamily::pattern)
        .containsExactly(
            "reinforce",
            "gs",
            "st",
            "st-gs",
            "gr-mcK",
            "gr-avK",
            "gr-qmcK",
            "gr",
            "zgr",
            "zgr1",
            "reinmax",
            "reinmax-raoK",
            "reinmax-rao",
            "reinmax-cvK",
            "reinmax-cv",
            "gst",
            "gst-p",
            "mve");
  }

  /** A paper with its equation, or with the page that restates the formula. */
  @Test
  void everyFamilyHasASource() {
    assertThat(Estimators.families())
        .allSatisfy(
            family ->
                assertThat(family.source())
                    .matches(".*\\d{4}.*(eq\\. \\d|docs/mathematics\\.md).*"));
  }

  @Test
  void formulasNotCitedByEquationAreRestated() throws IOException {
    String page = Files.readString(Path.of("../docs/mathematics.md"));
    assertThat(Estimators.families())
        .filteredOn(family -> family.source().contains("docs/mathematics.md"))
        .isNotEmpty()
        .allSatisfy(family -> assertThat(page).contains("| `" + family.pattern() + "` |"));
  }

  @Test
  void countIsRead() {
    assertThat(Estimators.named("gr-mc100").samples()).hasValue(100);
    assertThat(Estimators.named("gr-av8").samples()).hasValue(8);
    assertThat(Estimators.named("gr-qmc64").samples()).hasValue(64);
    assertThat(Estimators.named("gr").samples()).isEmpty();
    assertThat(Estimators.named("st-gs").samples()).isEmpty();
  }

  private static EstimatorFamily family(String pattern) {
    return Estimators.families().stream()
        .filter(family -> family.pattern().equals(pattern))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "gr-mcK, gr-mc100, 100",
    "gr-mcK, gr-mc0, 0",
    "gr-mcK, gr-mc999999999, 999999999",
    "reinmax-raoK, reinmax-rao8, 8",
    "gr, gr,",
  })
  void aFamilyContainsTheNamesOfItsPattern(String pattern, String name, Integer count) {
    assertThat(family(pattern).contains(name)).isTrue();
    assertThat(family(pattern).count(name).stream().boxed())
        .isEqualTo(count == null ? List.of() : List.of(count));
  }

  @ParameterizedTest
  @CsvSource({
    "gr-mcK, gr-mcK",
    "gr-mcK, gr-mc",
    "gr-mcK, gr-mc05",
    "gr-mcK, gr-mc-5",
    "gr-mcK, gr-mc9999999999",
    "gr-mcK, gr-qmc5",
    "reinmax-raoK, reinmax-rao",
    "gr, gr1",
    "gr, GR",
  })
  void aFamilyContainsNoOtherName(String pattern, String name) {
    assertThat(family(pattern).contains(name)).isFalse();
    assertThat(family(pattern).count(name)).isEmpty();
  }

  @Test
  void membersAreMadeFromTheirCount() {
    assertThat(family("gr-mcK").named(100).name()).isEqualTo("gr-mc100");
    assertThat(family("reinmax-cvK").named(3).samples()).hasValue(3);
    assertThat(family("zgr").named(3).name()).isEqualTo("zgr");
    assertThatThrownBy(() -> family("gr-avK").named(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("samples must be >= 1, got 0");
  }

  @Test
  void onlyGumbelSoftmaxIsRelaxed() {
    List<String> relaxed =
        List.of("reinforce", "gs", "st", "st-gs", "gr-mc3").stream()
            .filter(name -> Estimators.named(name).relaxed())
            .toList();
    assertThat(relaxed).containsExactly("gs");
  }

  @Test
  void onlyReinforceAndZgrIgnoreTheTemperature() {
    assertThat(Estimators.named("reinforce").usesTemperature()).isFalse();
    assertThat(Estimators.named("zgr").usesTemperature()).isFalse();
    assertThat(Estimators.named("gr-mc3").usesTemperature()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gr-cm100 | gr-mc100, gr-av100, gr-qmc100",
        "st_gs | st-gs, gs, st",
        "gr-mc | gr-mcK, gr-qmcK, gr-avK",
        "gr-mc05 | gr-mcK, gr-qmcK, gr-avK",
        "gr-mc-5 | gr-mc5, gr-qmc5, gr-av5",
        "gr-mc9999999999 | gr-mcK, gr-qmcK, gr-avK",
        "reimnax | reinmax, reinmax-cv, reinforce",
        "reinmax-roa | reinmax-raoK, reinmax-rao, reinmax-cvK",
      })
  void unknownNamesAreAnsweredWithTheNearest(String name, String nearest) {
    assertThatThrownBy(() -> Estimators.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("estimator must be a known name, got '" + name + "'; nearest: " + nearest);
  }

  @Test
  void countMustBePositive() {
    assertThatThrownBy(() -> Estimators.named("gr-mc0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("samples must be >= 1, got 0");
  }
}
