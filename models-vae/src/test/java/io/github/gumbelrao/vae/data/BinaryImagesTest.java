package io.github.gumbelrao.vae.data;

import static io.github.gumbelrao.vae.data.BinaryImages.PIXELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BinaryImagesTest {

  /** Image k has its first k + 1 pixels on. */
  private static byte[] staircase(int size) {
    byte[] pixels = new byte[size * PIXELS];
    for (int k = 0; k < size; k++) {
      Arrays.fill(pixels, k * PIXELS, k * PIXELS + k + 1, (byte) 1);
    }
    return pixels;
  }

  private static byte[] row(byte[] pixels, int k) {
    return Arrays.copyOfRange(pixels, k * PIXELS, (k + 1) * PIXELS);
  }

  @Test
  void gathersRowsInTheOrderAskedForWithRepeats() {
    byte[] pixels = staircase(4);
    byte[] rows = BinaryImages.of(pixels).rows(3, 0, 3);
    assertThat(rows).hasSize(3 * PIXELS);
    assertThat(row(rows, 0)).isEqualTo(row(pixels, 3));
    assertThat(row(rows, 1)).isEqualTo(row(pixels, 0));
    assertThat(row(rows, 2)).isEqualTo(row(pixels, 3));
  }

  @Test
  void gathersIntoALongerArrayAndLeavesTheRest() {
    byte[] target = new byte[2 * PIXELS];
    Arrays.fill(target, (byte) 7);
    BinaryImages images = BinaryImages.of(staircase(2));
    images.copyRows(new int[] {1}, target);
    assertThat(row(target, 0)).isEqualTo(images.rows(1));
    assertThat(row(target, 1)).containsOnly(7);
  }

  @Test
  void doesNotChangeWithTheArraysOfItsCaller() {
    byte[] pixels = staircase(2);
    BinaryImages images = BinaryImages.of(pixels);
    Arrays.fill(pixels, (byte) 1);
    Arrays.fill(images.rows(0, 1), (byte) 1);
    assertThat(images.rows(0, 1)).isEqualTo(staircase(2));
  }

  @Test
  void countsHowOftenEachPixelIsOn() {
    double[] means = BinaryImages.of(staircase(4)).pixelMeans();
    assertThat(means).hasSize(PIXELS);
    assertThat(Arrays.copyOf(means, 5)).containsExactly(1, 0.75, 0.5, 0.25, 0);
    assertThat(Arrays.copyOfRange(means, 5, PIXELS)).containsOnly(0);
  }

  @Test
  void equalsByContent() {
    BinaryImages images = BinaryImages.of(staircase(3));
    assertThat(images).isEqualTo(BinaryImages.of(staircase(3)));
    assertThat(images).hasSameHashCodeAs(BinaryImages.of(staircase(3)));
    assertThat(images).isNotEqualTo(BinaryImages.of(staircase(2)));
    assertThat(images).hasToString("BinaryImages[size=3]");
  }

  /** Value from the command {@code head -c 784 /dev/zero | sha256sum}. */
  @Test
  void digestsItsPixels() {
    assertThat(BinaryImages.of(new byte[PIXELS]).sha256())
        .isEqualTo("0c37ddc45244523ca3b841e3ea85e147a1d35c6ae1cd767e8c30dabf057516fd");
  }

  @Test
  void rejectsALengthThatIsNoWholeNumberOfImages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BinaryImages.of(new byte[PIXELS + 1]))
        .withMessage("pixels.length must be a positive multiple of 784, got 785");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BinaryImages.of(new byte[0]))
        .withMessage("pixels.length must be a positive multiple of 784, got 0");
  }

  @Test
  void rejectsAValueThatIsNotBinary() {
    byte[] pixels = staircase(2);
    pixels[800] = -1;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BinaryImages.of(pixels))
        .withMessage("pixels[800] must be 0 or 1, got -1");
    pixels[800] = 2;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BinaryImages.of(pixels))
        .withMessage("pixels[800] must be 0 or 1, got 2");
  }

  @Test
  void rejectsAnIndexOutOfRange() {
    BinaryImages images = BinaryImages.of(staircase(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.rows(0, 2))
        .withMessage("indices[1] must be in [0, 2), got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.rows(-1))
        .withMessage("indices[0] must be in [0, 2), got -1");
  }

  @Test
  void rejectsATargetThatIsTooShort() {
    BinaryImages images = BinaryImages.of(staircase(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.copyRows(new int[] {0, 1}, new byte[2 * PIXELS - 1]))
        .withMessage("target.length must be >= 1568, got 1567");
  }
}
