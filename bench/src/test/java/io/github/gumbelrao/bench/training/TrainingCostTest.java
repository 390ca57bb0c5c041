package io.github.gumbelrao.bench.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingCostTest {

  private static final int IMAGES = 2000;

  private static TrainingPlan training(String estimator, int arity) {
    TrainingSettings settings =
        new TrainingSettings(
            TrajectoryPlan.ModelSize.USUAL.settings(arity),
            estimator,
            TemperatureSchedule.constant(1),
            20,
            new Momentum(0.001, 0.9, 0),
            45,
            1);
    return new TrainingPlan(settings, 10, 5, 10);
  }

  /**
   * 45 steps; points after 10, 20, 30, 40 and 45 of 1000 images and 5 draws; 2000 images at the
   * end.
   */
  @Test
  void countsStepsPointsAndBounds() {
    TrainingCost work = TrainingCost.of(training("st-gs", 16), 250, IMAGES);
    assertThat(work.until(0)).isZero();
    assertThat(work.until(9)).isEqualTo(9);
    // 1 + 1000 * 5 / 300 units a point
    assertThat(work.until(10)).isEqualTo(10 + 18);
    assertThat(work.until(45)).isEqualTo(45 + 88);
    assertThat(work.bound(3)).isEqualTo(2);
    assertThat(work.total()).isEqualTo(45 + 88 + 1666);
  }

  /** A sum that wrapped around would be taken for next to nothing. */
  @Test
  void whatNoNumberHoldsIsTheLongestOfAll() {
    TrainingCost work = new TrainingCost(Integer.MAX_VALUE, 1e10, 1, 1, 1e10, IMAGES);
    assertThat(work.total()).isEqualTo(Long.MAX_VALUE);
  }

  /**
   * Measured with 60 variables of 16 categories: gr-qmc32 makes 150 steps a second where st-gs
   * makes 495, and gr five sixths of them.
   */
  @ParameterizedTest
  @CsvSource({"st-gs,16,1", "gr-qmc32,16,2.92", "gr,16,1.3", "gr,2,1.3", "gr-mc100,2,7"})
  void aStepThatAveragesOverNoiseWeighsMore(String estimator, int arity, double perStep) {
    TrainingCost work = TrainingCost.of(training(estimator, arity), 250, IMAGES);
    assertThat(work.until(9)).isEqualTo(Math.round(9 * perStep));
  }

  /**
   * Measured on one thread, over the time of a step of 20 images and width 240: 0.9 with 5 images,
   * 4.6 with 200, 2.3 at width 512. A quick model of width 64 takes 0.3 of it.
   */
  @ParameterizedTest
  @CsvSource({"5,240,0.7", "20,240,1", "200,240,4.6", "20,512,2.13", "20,64,0.27", "20,8,0.1"})
  void aStepOfMoreImagesOrOfAWiderModelWeighsMore(int batchSize, int hidden, double perStep) {
    TrainingSettings settings =
        new TrainingSettings(
            new VaeSettings(16, 240, hidden),
            "st-gs",
            TemperatureSchedule.constant(1),
            batchSize,
            new Momentum(0.001, 0.9, 0),
            45,
            1);
    TrainingCost work = TrainingCost.of(new TrainingPlan(settings, 10, 5, 10), IMAGES);
    assertThat(work.until(9)).isEqualTo(Math.round(9 * perStep));
  }

  /** A point costs the same whatever the estimator: its draws are exact. */
  @Test
  void aTrainingWithoutBoundsCountsItsStepsAndPoints() {
    TrainingCost work = TrainingCost.of(training("gr-mc100", 16), IMAGES);
    assertThat(work.total()).isEqualTo(7 * 45 + 88);
  }
}
