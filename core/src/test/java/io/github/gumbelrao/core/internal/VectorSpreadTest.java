package io.github.gumbelrao.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withPrecision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorSpreadTest {

  private static final int LENGTH = 3;

  private static List<double[]> vectors(int count, double offset) {
    SplittableRandom random = new SplittableRandom(1);
    List<double[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      vectors.add(random.doubles(LENGTH).map(number -> number + offset).toArray());
    }
    return vectors;
  }

  private static VectorSpread spread(List<double[]> vectors) {
    VectorSpread spread = new VectorSpread();
    vectors.forEach(spread::add);
    return spread;
  }

  private static VectorSpread merged(VectorSpread... parts) {
    VectorSpread all = new VectorSpread();
    Arrays.stream(parts).forEach(all::merge);
    return all;
  }

  /** The textbook's two passes, over numbers moved back to the unit cube. */
  private static void assertAgreesWithTwoPasses(VectorSpread found, List<double[]> vectors) {
    double offset = Math.floor(vectors.get(0)[0]);
    double[] mean = new double[LENGTH];
    for (double[] vector : vectors) {
      for (int i = 0; i < LENGTH; i++) {
        mean[i] += (vector[i] - offset) / vectors.size();
      }
    }
    double squares = 0;
    for (double[] vector : vectors) {
      for (int i = 0; i < LENGTH; i++) {
        squares += Math.pow(vector[i] - offset - mean[i], 2);
      }
    }
    // A mean near the offset has no more digits than the offset leaves it.
    double precision = 4 * Math.ulp(offset + 1);
    assertThat(found.count()).isEqualTo(vectors.size());
    for (int i = 0; i < LENGTH; i++) {
      assertThat(found.mean()[i]).isEqualTo(offset + mean[i], withPrecision(precision));
    }
    double relative = 1e-13 + 10 * Math.ulp(offset);
    assertThat(found.squaredDistances()).isEqualTo(squares, withPrecision(relative * squares));
    assertThat(found.variance())
        .isEqualTo(
            squares / (vectors.size() - 1), withPrecision(relative * squares / vectors.size()));
  }

  /** At 1e8 the mean of squares less the square of the mean would have no digit left. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e8})
  void agreesWithTwoPasses(double offset) {
    List<double[]> vectors = vectors(100, offset);
    assertAgreesWithTwoPasses(spread(vectors), vectors);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e8})
  void mergesInAnyOrder(double offset) {
    List<double[]> vectors = vectors(100, offset);
    VectorSpread first = spread(vectors.subList(0, 1));
    VectorSpread second = spread(vectors.subList(1, 40));
    VectorSpread third = spread(vectors.subList(40, 100));
    assertAgreesWithTwoPasses(merged(first, second, third), vectors);
    assertAgreesWithTwoPasses(merged(third, first, second), vectors);
    assertAgreesWithTwoPasses(merged(first, merged(second, third)), vectors);
  }

  @Test
  void mergingLeavesTheOtherSampleAsItWas() {
    List<double[]> vectors = vectors(10, 0);
    VectorSpread other = spread(vectors.subList(0, 5));
    VectorSpread all = merged(other);
    vectors.subList(5, 10).forEach(all::add);
    assertAgreesWithTwoPasses(all, vectors);
    assertAgreesWithTwoPasses(other, vectors.subList(0, 5));
  }

  @Test
  void keepsNoHoldOfTheVectorsItWasGiven() {
    double[] vector = {1, 2};
    VectorSpread spread = new VectorSpread();
    spread.add(vector);
    vector[0] = 100;
    spread.add(new double[] {3, 2});
    assertThat(spread.mean()).containsExactly(2, 2);
    assertThat(vector).containsExactly(100, 2);
  }

  @Test
  void handCase() {
    VectorSpread spread = spread(List.of(new double[] {0, 0}, new double[] {6, 8}));
    assertThat(spread.mean()).containsExactly(3, 4);
    assertThat(spread.norm()).isEqualTo(5);
    assertThat(spread.squaredDistances()).isEqualTo(50);
    assertThat(spread.variance()).isEqualTo(50);
  }

  @Test
  void nothingHasNoVariance() {
    VectorSpread spread = merged(new VectorSpread());
    assertThat(spread.count()).isZero();
    assertThat(spread.variance()).isNaN();
    assertThat(spread.norm()).isZero();
    assertThat(spread.squaredDistances()).isZero();
  }

  @Test
  void oneVectorHasAMeanAndNoVariance() {
    VectorSpread spread = spread(List.of(new double[] {3, -4}));
    assertThat(spread.count()).isEqualTo(1);
    assertThat(spread.variance()).isNaN();
    assertThat(spread.norm()).isEqualTo(5);
    assertThat(spread.squaredDistances()).isZero();
  }

  @Test
  void anEmptySampleChangesNothing() {
    VectorSpread spread = spread(List.of(new double[] {0, 0}, new double[] {6, 8}));
    spread.merge(new VectorSpread());
    assertThat(spread.count()).isEqualTo(2);
    assertThat(spread.variance()).isEqualTo(50);
  }

  @Test
  void rejectsAnotherLengthAndStaysAsItWas() {
    VectorSpread spread = spread(List.of(new double[] {0, 0}, new double[] {6, 8}));
    assertThatThrownBy(() -> spread.add(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vector must have length 2, got 3");
    assertThat(spread.count()).isEqualTo(2);
    assertThat(spread.mean()).containsExactly(3, 4);
  }
}
