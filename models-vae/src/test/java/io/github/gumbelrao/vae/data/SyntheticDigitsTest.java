package io.github.gumbelrao.vae.data;

import static io.github.gumbelrao.vae.data.BinaryImages.PIXELS;
import static io.github.gumbelrao.vae.data.BinaryImages.SIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticDigitsTest {

  private static final DataSet DEFAULT = SyntheticDigits.dataSet();

  /** Every published figure on this set rests on these bytes; a change here is a new data set. */
  @Test
  void theDefaultSetIsTheSameBytesEverywhere() {
    assertThat(DEFAULT.name()).isEqualTo("digits");
    assertThat(DEFAULT.sha256())
        .containsExactly(
            Map.entry(
                "digits_test", "d2ba313cbb61f02a9f193309aaeec79396d81102fbed37aaf4384260ae349be8"),
            Map.entry(
                "digits_train", "0ac866facf1bc04cdc4a5bd24afae9136735aee8122de2093703a62a494c6e2b"),
            Map.entry(
                "digits_valid",
                "76c05bb37270251f43bb4a31434e7ef8be892a6330d2da1e9ab1bcf73e55b911"));
    assertThat(DEFAULT.train().sha256()).isEqualTo(DEFAULT.sha256().get("digits_train"));
    assertThat(DEFAULT.valid().sha256()).isEqualTo(DEFAULT.sha256().get("digits_valid"));
    assertThat(DEFAULT.test().sha256()).isEqualTo(DEFAULT.sha256().get("digits_test"));
  }

  @Test
  void theDefaultSizesAreThoseDocumented() {
    assertThat(DEFAULT.train().size()).isEqualTo(10_000);
    assertThat(DEFAULT.valid().size()).isEqualTo(1_000);
    assertThat(DEFAULT.test().size()).isEqualTo(1_000);
  }

  @Test
  void noImageOccursTwiceInAnyPart() {
    Set<ByteBuffer> seen = new HashSet<>();
    for (BinaryImages part :
        new BinaryImages[] {DEFAULT.train(), DEFAULT.valid(), DEFAULT.test()}) {
      for (int i = 0; i < part.size(); i++) {
        assertThat(seen.add(ByteBuffer.wrap(part.rows(i)))).isTrue();
      }
    }
  }

  /** MNIST's mean is 0.131; a set much lighter or darker would be another problem for a model. */
  @Test
  void hasAboutTheInkOfMnist() {
    double ink = Arrays.stream(DEFAULT.train().pixelMeans()).average().orElseThrow();
    assertThat(ink).isBetween(0.12, 0.14);
  }

  @Test
  void everyImageHasInkAndAnEmptyCorner() {
    for (int i = 0; i < DEFAULT.train().size(); i++) {
      byte[] image = DEFAULT.train().rows(i);
      int on = IntStream.range(0, PIXELS).map(p -> image[p]).sum();
      assertThat(on).as("pixels on in image %d", i).isBetween(15, PIXELS / 3);
      assertThat(image[0]).as("corner of image %d", i).isZero();
    }
  }

  /**
   * The digit cycles with the index and can be told from the picture: the nearest of the ten mean
   * training images names it. Chance would be right on 100 of the 1,000 test images.
   */
  @Test
  void imageShowsTheDigitOfItsIndex() {
    double[][] means = new double[10][];
    for (int digit = 0; digit < 10; digit++) {
      int first = digit;
      int[] indices = IntStream.range(0, 1_000).map(k -> 10 * k + first).toArray();
      means[digit] = BinaryImages.of(DEFAULT.train().rows(indices)).pixelMeans();
    }
    long right =
        IntStream.range(0, DEFAULT.test().size())
            .filter(i -> nearest(means, DEFAULT.test().rows(i)) == i % 10)
            .count();
    assertThat(right).isGreaterThan(800);
  }

  private static int nearest(double[][] means, byte[] image) {
    int best = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int digit = 0; digit < means.length; digit++) {
      double distance = 0;
      for (int p = 0; p < PIXELS; p++) {
        double difference = image[p] - means[digit][p];
        distance += difference * difference;
      }
      if (distance < smallest) {
        smallest = distance;
        best = digit;
      }
    }
    return best;
  }

  @Test
  void digitsStandInTheMiddle() {
    double[] means = DEFAULT.train().pixelMeans();
    double total = 0;
    double x = 0;
    double y = 0;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double ink = means[row * SIDE + column];
        total += ink;
        x += ink * column / SIDE;
        y += ink * row / SIDE;
      }
    }
    assertThat(x / total).isBetween(0.45, 0.51);
    assertThat(y / total).isBetween(0.45, 0.51);
  }

  @Test
  void aSmallerPartIsTheBeginningOfALargerOne() {
    DataSet small = SyntheticDigits.dataSet(5, 20, 3, 7);
    DataSet large = SyntheticDigits.dataSet(5, 30, 30, 30);
    int[] seven = IntStream.range(0, 7).toArray();
    assertThat(small.train().size()).isEqualTo(20);
    assertThat(small.valid().size()).isEqualTo(3);
    assertThat(small.test().rows(seven)).isEqualTo(large.test().rows(seven));
    assertThat(small.train().rows(19)).isEqualTo(large.train().rows(19));
    assertThat(small.valid().rows(2)).isEqualTo(large.valid().rows(2));
  }

  @Test
  void anotherSeedGivesOtherImages() {
    assertThat(SyntheticDigits.dataSet(6, 10, 10, 10).train())
        .isNotEqualTo(SyntheticDigits.dataSet(5, 10, 10, 10).train());
  }

  @Test
  void rejectsAnEmptyPart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticDigits.dataSet(1, 0, 1, 1))
        .withMessage("train must be >= 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticDigits.dataSet(1, 1, 0, 1))
        .withMessage("valid must be >= 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticDigits.dataSet(1, 1, 1, -4))
        .withMessage("test must be >= 1, got -4");
  }
}
