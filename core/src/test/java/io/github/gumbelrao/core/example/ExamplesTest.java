package io.github.gumbelrao.core.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.oracle.GradientCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** The examples do what they say; bounds lie halfway to what a model that learns nothing has. */
class ExamplesTest {

  /** The mean of all pairs is 1.975, the best pair costs 0.2. */
  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "st-gs", "gr"})
  void twoLayersAgreeOnTheBestPair(String estimator) {
    double loss =
        Training.lossAfter(
            (tf, sampler) -> TwoLayers.build(tf, sampler, TFloat32.class), estimator, 0.5);
    assertThat(loss).isBetween(0.2 - 1e-6, 0.7);
  }

  @Test
  void theGradientOfTwoLayersIsRight() {
    // #check
    GradientCheck.<TFloat64>of((tf, sampler) -> TwoLayers.build(tf, sampler, TFloat64.class))
        .estimators("gr")
        .temperatures(0.5)
        .passes(1000)
        .seed(1)
        .run()
        .assertSound();
    // /#check
  }

  @Test
  void aTemperatureIsLearned() {
    assertThat(LearnedTemperature.trained()).isBetween(0.01f, 0.5f);
  }

  /** Chance is right in 13 of 36 rows: a loss of 0.64. A masked category drawn once costs 1e6. */
  @Test
  void aMaskedChoiceIsLearned() {
    assertThat(Training.lossAfter(MaskedChoice::build, "gr", 0.5)).isBetween(0.0, 0.2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"st-gs", "gr"})
  void eachSideOfAnAbsoluteValueFindsItsExpert(String estimator) {
    assertThat(Training.lossAfter(HardRouting::build, estimator, 0.5)).isBetween(0.0, 0.15);
  }

  /** The best answer that does not look at the words has a loss of 0.25. */
  @Test
  void aSequenceOfMergesIsLearnedAndItsGradientIsRight() {
    double loss =
        Training.lossAfter(
            (tf, sampler) -> TreeSequence.build(tf, sampler, TFloat32.class), "gr", 1);
    assertThat(loss).isBetween(0.0, 0.125);
    GradientCheck.<TFloat64>of((tf, sampler) -> TreeSequence.build(tf, sampler, TFloat64.class))
        .passes(1000)
        .run()
        .assertSound();
  }
}
