package io.github.gumbelrao.core.internal.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Moments;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

class PointsTest {

  static Stream<Points> rules() {
    return Stream.of(Points.independent(), Points.antithetic(), Points.sobol());
  }

  /** Mean, variance and their errors of each of three points in each of two coordinates. */
  @ParameterizedTest
  @MethodSource("rules")
  void everyPointAloneIsUniform(Points points) {
    double[] u = draw(points, TFloat64.class, 200_000, 2, 1, new SampleBlock(0, 3));
    Moments moments = Moments.of(u, 6);
    double[] half = new double[6];
    Arrays.fill(half, 0.5);
    assertThat(moments.distance(half)).isLessThan(Bounds.Z);
    double[] squares = Arrays.stream(u).map(x -> (x - 0.5) * (x - 0.5)).toArray();
    double[] twelfth = new double[6];
    Arrays.fill(twelfth, 1.0 / 12);
    assertThat(Moments.of(squares, 6).distance(twelfth)).isLessThan(Bounds.Z);
  }

  /** Products of centered variates of neighboring variables and of the coordinates of a point. */
  @ParameterizedTest
  @MethodSource("rules")
  void variablesAndCoordinatesAreIndependent(Points points) {
    double[] u = draw(points, TFloat64.class, 200_000, 2, 1, new SampleBlock(0, 2));
    double[] products = new double[u.length - 4];
    for (int i = 0; i < products.length; i++) {
      int other = i % 4 < 2 ? i + 2 : i + 4;
      products[i] = (u[i] - 0.5) * (u[other] - 0.5);
    }
    assertThat(Moments.of(products, 4).distance(new double[4])).isLessThan(Bounds.Z);

    double[] groups = draw(points, TFloat64.class, 200_000, 1, 0, new SampleBlock(0, 2));
    double[] across = new double[groups.length];
    for (int i = 0; i < across.length; i++) {
      across[i] = (groups[i] - 0.5) * (u[2 * i - i % 2] - 0.5);
    }
    assertThat(Moments.of(across, 2).distance(new double[2])).isLessThan(Bounds.Z);
  }

  /** Found by a mutant: equal streams differ in shape later on, so only the first row shows it. */
  @ParameterizedTest
  @MethodSource("rules")
  void groupsOfCoordinatesShareNoNoise(Points points) {
    SampleBlock block = new SampleBlock(0, 8);
    double[] u = draw(points, TFloat64.class, 1, 1, 1, block);
    for (double winner : draw(points, TFloat64.class, 1, 1, 0, block)) {
      assertThat(u).doesNotContain(winner);
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void variatesLieStrictlyBetweenZeroAndOne(Points points) {
    double[] u = draw(points, TFloat32.class, 1 << 18, 1, 0, new SampleBlock(0, 32));
    assertThat(Arrays.stream(u).filter(x -> x > 0 && x < 1 && x * 0x1p24 % 2 == 1).count())
        .isEqualTo(u.length);
  }

  /** Three strata and a half, each with its mirrored pair. */
  @Test
  void stratifiedPointsMirrorEachOtherInTheirStrata() {
    Points points = Points.stratified(7);
    double[] u = draw(points, TFloat64.class, 1, 1, 0, new SampleBlock(0, 7));
    for (int k = 0; k < 6; k += 2) {
      assertThat(u[k] * 7).isBetween(k + 0.0, k + 2.0);
      assertThat(7 * (u[k] + u[k + 1])).isCloseTo(2 * k + 2, within(1e-14));
      assertThat(7 * (u[k] - u[0])).isCloseTo(k, within(1e-14));
    }
    assertThat(u[6] * 7).isCloseTo(6 + 7 * u[0] / 2, within(1e-14));
    assertThat(draw(points, TFloat64.class, 1, 1, 0, new SampleBlock(4, 3)))
        .containsExactly(u[4], u[5], u[6]);
  }

  /** Together they fill the interval evenly, however they are shared out. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void stratifiedPointsAreUniformTogether(int samples) {
    Points points = Points.stratified(samples);
    int rows = 1 << 18;
    double[] u = draw(points, TFloat32.class, rows, 1, 0, new SampleBlock(0, samples));
    for (int power = 1; power <= 3; power++) {
      double[] means = new double[rows];
      for (int i = 0; i < u.length; i++) {
        means[i / samples] += Math.pow(u[i], power) / samples;
      }
      assertThat(Moments.of(means, 1).mean(0))
          .isCloseTo(
              1.0 / (power + 1), within(1e-7 + Bounds.Z * Moments.of(means, 1).standardError(0)));
    }
    assertThat(Arrays.stream(u).allMatch(x -> x > 0 && x < 1)).isTrue();
  }

  /** In float32 the last of 64 points would round to 1 once in a million draws. */
  @Test
  void theLastStratumEndsBelowOne() {
    double[] u = draw(Points.stratified(64), TFloat32.class, 1 << 23, 1, 0, new SampleBlock(62, 1));
    assertThat(Arrays.stream(u).max().orElseThrow()).isEqualTo(1 - 0x1p-24);
  }

  @Test
  void doubleVariatesAreNotRoundedToFloat() {
    double[] u = draw(Points.sobol(), TFloat64.class, 100, 2, 1, new SampleBlock(0, 2));
    assertThat(Arrays.stream(u)).allMatch(x -> x * 0x1p53 % 2 == 1);
    assertThat(Arrays.stream(u)).anyMatch(x -> x * 0x1p32 % 1 != 0);
  }

  @Test
  void antitheticPairsMirrorEachOther() {
    double[] u = draw(Points.antithetic(), TFloat64.class, 1, 1, 0, new SampleBlock(6, 5));
    assertThat(u).hasSize(5);
    assertThat(u[0] + u[2]).isEqualTo(1);
    assertThat(u[1] + u[3]).isEqualTo(1);
    assertThat(u[4]).isNotEqualTo(u[0]).isNotEqualTo(u[2]);
    assertThat(draw(Points.antithetic(), TFloat64.class, 1, 1, 0, new SampleBlock(0, 1)))
        .hasSize(1);
  }

  /** Blocks of Sobol' points share their shift, so that together they are one point set. */
  @Test
  void blocksOfSobolPointsAreOneSet() {
    double[] whole = draw(Points.sobol(), TFloat64.class, 1, 1, 1, new SampleBlock(0, 8));
    double[] first = draw(Points.sobol(), TFloat64.class, 1, 1, 1, new SampleBlock(0, 6));
    double[] last = draw(Points.sobol(), TFloat64.class, 1, 1, 1, new SampleBlock(6, 2));
    assertThat(IntStream.range(0, 8).mapToDouble(i -> i < 6 ? first[i] : last[i - 6]))
        .containsExactly(Arrays.stream(whole).boxed().toArray(Double[]::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64})
  void everyCoordinateOfShiftedSobolPointsMeetsEveryInterval(int coordinates) {
    double[] u = draw(Points.sobol(), TFloat32.class, 1, coordinates, 1, new SampleBlock(0, 32));
    for (int row = 0; row < coordinates; row++) {
      assertThat(Arrays.stream(u, 32 * row, 32 * row + 32).mapToInt(x -> (int) (32 * x)))
          .containsExactlyInAnyOrder(IntStream.range(0, 32).boxed().toArray(Integer[]::new));
    }
  }

  /** The first points of the published sequence, in its natural order. */
  @Test
  void firstPointsAreThePublishedOnes() {
    double[][] published = {
      {0, 0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875},
      {0, 0.5, 0.75, 0.25, 0.625, 0.125, 0.375, 0.875},
      {0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125},
      {0, 0.5, 0.75, 0.25, 0.125, 0.625, 0.875, 0.375},
    };
    for (int coordinate = 0; coordinate < published.length; coordinate++) {
      int[] directions = SobolDirections.of(coordinate);
      for (int k = 0; k < 8; k++) {
        double point = Integer.toUnsignedLong(SobolDirections.point(directions, k)) * 0x1p-32;
        assertThat(point).isEqualTo(published[coordinate][k]);
      }
    }
  }

  /** Odd m_k below 2^k make every coordinate's direction matrix triangular, so none degenerates. */
  @Test
  void directionsAreValid() {
    for (int coordinate = 0; coordinate < SobolDirections.COORDINATES; coordinate++) {
      int[] directions = SobolDirections.of(coordinate);
      for (int bit = 0; bit < 32; bit++) {
        assertThat(Integer.numberOfTrailingZeros(directions[bit])).isEqualTo(31 - bit);
      }
    }
  }

  /**
   * Every pair of coordinates, at 4096 points, keeps a product integral; a wrong row of the table
   * would make its coordinate nearly equal to another somewhere.
   */
  @Test
  void pairsOfCoordinatesAreUncorrelated() {
    int points = 4096;
    double[][] centered = new double[SobolDirections.COORDINATES][points];
    for (int c = 0; c < centered.length; c++) {
      int[] directions = SobolDirections.of(c);
      for (int k = 0; k < points; k++) {
        double u = Integer.toUnsignedLong(SobolDirections.point(directions, k)) * 0x1p-32;
        centered[c][k] = u + 0.5 / points - 0.5;
      }
    }
    for (int a = 0; a < centered.length; a++) {
      for (int b = 0; b < a; b++) {
        double sum = 0;
        for (int k = 0; k < points; k++) {
          sum += centered[a][k] * centered[b][k];
        }
        assertThat(12 * sum / points).isCloseTo(0, within(0.02));
      }
    }
  }

  @Test
  void sobolPointsHaveLimits() {
    assertThatThrownBy(() -> draw(Points.sobol(), TFloat32.class, 1, 65, 1, new SampleBlock(0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("and <= 64, got shape [1, 65]");
    assertThatThrownBy(() -> new SampleBlock(-1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first must be >= 0, got -1");
    assertThatThrownBy(() -> new SampleBlock(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count must be >= 1, got 0");
  }

  /** Row-major [variables, coordinates, samples]. */
  private static <T extends TFloating> double[] draw(
      Points points, Class<T> type, int variables, int coordinates, int first, SampleBlock block) {
    return Evaluate.once(tf -> draw(tf, points, type, variables, coordinates, first, block));
  }

  private static <T extends TFloating> Operand<T> draw(
      Ops tf,
      Points points,
      Class<T> type,
      int variables,
      int coordinates,
      int first,
      SampleBlock block) {
    Operand<T> like = tf.zeros(tf.array(variables, coordinates), type);
    return points.uniform(tf, like, first, block, tf.constant(new long[] {3, 1}));
  }
}
