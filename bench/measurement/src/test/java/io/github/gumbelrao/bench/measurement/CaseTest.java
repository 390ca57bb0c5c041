package io.github.gumbelrao.bench.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseTest {

  /** Every form that stands in published results. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "below the noise floor | '' | below the noise floor",
        "diverged: loss or gradient not finite | '' | diverged: loss or gradient not finite",
        "valid_loss <= 170.0 | valid_loss <= 170.0 | ''",
        "valid_loss <= 170.0: reached by none of 3 runs | valid_loss <= 170.0 | reached by none of 3 runs",
        "seed 2, diverged at step 7: it is, or so | seed 2 | diverged at step 7: it is, or so",
        "case 12: ok | case 12 | ok",
        "length 6 to 10 | length 6 to 10 | ''",
        "depth 3 | depth 3 | ''",
        "learning rate 0.05, length 6 to 10 | learning rate 0.05, length 6 to 10 | ''",
        "learning rate 1.0E-4, diverged at step 3: why | learning rate 1.0E-4 | diverged at step 3: why",
        "toy with A = Q, proposition 3 | toy with A = Q, proposition 3 | ''",
        "vae, proposition 1: not judged, a variance is 0 | vae, proposition 1 | not judged, a variance is 0",
        "draw | draw | ''",
        "training-step of the small model | training-step of the small model | ''",
        "training-step | training-step | ''",
        "jmh-draw: not timed, its Java process failed | jmh-draw | not timed, its Java process failed",
        "M=5000 | M=5000 | ''",
        "p=0.1;0.45;0.45: A(p) is infinite | p=0.1;0.45;0.45 | A(p) is infinite",
        "start=0.8;0.1;0.1 | start=0.8;0.1;0.1 | ''",
        "exponent 1.5 | exponent 1.5 | ''"
      })
  void whatIsPrintedIsReadBack(String cell, String variant, String outcome) {
    Case read = Case.parse(cell);
    assertThat(read.variant()).isEqualTo(variant);
    assertThat(read.outcome()).isEqualTo(outcome);
    assertThat(read.text()).isEqualTo(cell);
  }

  /** Words that begin like a variant are none. */
  @ParameterizedTest
  @ValueSource(
      strings = {"case of doubt", "drawn", "vae-like", "seed 1st", "depth 3x", "p=0.1", "seed 1\n"})
  void whatOnlyLooksLikeAVariantIsAnOutcome(String cell) {
    assertThat(Case.parse(cell).parts()).isEmpty();
    assertThat(Case.parse(cell).text()).isEqualTo(cell);
  }

  /** Settings that were drawn at random have as many digits as a double. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learning rate 7.0E-4, M=5000 | learning rate 0.0007, M=5000",
        "momentum 0.5757418532503551, weight decay 0.0 | momentum 0.57574, weight decay 0.0",
        "momentum 0.002159999992947137 | momentum 0.00216",
        "0.2758413626759315 | 0.27584",
        "1.23456789E-4 | 0.00012346",
        "1.0 | 1.0",
        "12345.678 | 12346",
        "1.5E-10 | 1.5E-10",
        "p=0.1;0.45;0.45 | p=0.1;0.45;0.45",
        "seed 7358354322497341547 | seed 7358354322497341547",
        "version 1.1.0 | version 1.1.0"
      })
  void aPageShowsSettingsToFiveDigits(String cell, String shown) {
    assertThat(Case.readable(cell)).isEqualTo(shown);
  }

  /** An outcome in other words: variant, axis and pairing stay. */
  @ParameterizedTest
  @ValueSource(strings = {"ok", "too far", "diverged", "anything: else, and 7"})
  void theWordsOfAnOutcomeDecideNothing(String words) {
    Case known = Case.of(Case.Kind.NUMBERED, 12);
    for (Case each : new Case[] {known.because(words), known.noting(words)}) {
      Case read = Case.parse(each.text());
      assertThat(read).isEqualTo(each);
      assertThat(read.variant()).isEqualTo("case 12");
      assertThat(read.number()).hasValue(12);
      assertThat(read.get(Case.Kind.NUMBERED)).isEqualTo("12");
    }
  }

  @Test
  void partsAreInTheirOrder() {
    Case both = Case.of(Case.Kind.LEARNING_RATE, 0.05).and(Case.Kind.DEPTH, 3);
    assertThat(both.text()).isEqualTo("learning rate 0.05, depth 3");
    assertThat(Case.parse(both.text())).isEqualTo(both);
    assertThat(Case.NONE.text()).isEmpty();
    assertThat(Case.parse("")).isEqualTo(Case.NONE);
  }

  @Test
  void refusesWhatCouldNotBeReadBack() {
    assertThatThrownBy(() -> Case.of(Case.Kind.SEED, "one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("SEED must match ")
        .hasMessageEndingWith(", got one");
  }
}
