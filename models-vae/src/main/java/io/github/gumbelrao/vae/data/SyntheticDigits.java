package io.github.gumbelrao.vae.data;

import static io.github.gumbelrao.vae.data.BinaryImages.PIXELS;

import io.github.gumbelrao.core.internal.Checks;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The data set {@code digits}: digits drawn by this program, for studies that must start without a
 * file or a network.
 *
 * <p>Image {@code i} of each part shows the digit {@code i mod 10}, so the classes are balanced.
 * The digits look like handwriting and have about the ink of MNIST, but they are not MNIST: bounds
 * on them compare with each other and with nothing published. Equal arguments give equal bytes on
 * every machine; the parts are drawn from different streams of the seed, and a smaller part is the
 * beginning of a larger one.
 */
public final class SyntheticDigits {

  /** Seed of the default set; it stands for the paper's number, arXiv:2010.04838. */
  private static final long SEED = 201_004_838L;

  private static final int TRAIN = 10_000;
  private static final int VALID = 1_000;
  private static final int TEST = 1_000;

  private SyntheticDigits() {}

  /**
   * Size of the default set's validation and test parts, known without drawing it.
   *
   * @return images of both together
   */
  public static int heldOut() {
    return VALID + TEST;
  }

  /**
   * Draws the default set: 10,000 images to train on, 1,000 to validate and 1,000 to test.
   *
   * @return the data set {@code digits}
   */
  public static DataSet dataSet() {
    return dataSet(SEED, TRAIN, VALID, TEST);
  }

  /**
   * Draws a set of the given sizes.
   *
   * @param seed any number
   * @param train number of images in the training part, &gt;= 1
   * @param valid number of images in the validation part, &gt;= 1
   * @param test number of images in the test part, &gt;= 1
   * @return the data set {@code digits}
   * @throws IllegalArgumentException if a size is smaller than 1
   * @throws ArithmeticException if a part does not fit into an array
   */
  public static DataSet dataSet(long seed, int train, int valid, int test) {
    // The algorithm is fixed by its name: Steele, Lea and Flood (2014), "Fast splittable
    // pseudorandom number generators".
    UniformRandomProvider seeds = RandomSource.SPLIT_MIX_64.create(seed);
    BinaryImages trainImages = draw(seeds.nextLong(), Checks.atLeast("train", train, 1));
    BinaryImages validImages = draw(seeds.nextLong(), Checks.atLeast("valid", valid, 1));
    BinaryImages testImages = draw(seeds.nextLong(), Checks.atLeast("test", test, 1));
    SortedMap<String, String> sha256 = new TreeMap<>();
    sha256.put("digits_train", trainImages.sha256());
    sha256.put("digits_valid", validImages.sha256());
    sha256.put("digits_test", testImages.sha256());
    return new DataSet("digits", trainImages, validImages, testImages, sha256);
  }

  private static BinaryImages draw(long seed, int size) {
    UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(seed);
    DigitPen pen = DigitPen.of();
    byte[] pixels = new byte[Math.multiplyExact(size, PIXELS)];
    for (int i = 0; i < size; i++) {
      write(i % DigitGlyphs.DIGITS, pen, random, pixels, i * PIXELS);
    }
    return BinaryImages.owning(pixels);
  }

  private static void write(
      int digit, DigitPen pen, UniformRandomProvider random, byte[] target, int offset) {
    List<List<Stroke>> variants = DigitGlyphs.of(digit);
    Handwriting hand = Handwriting.of(random);
    double radius = 1.25 + 0.28 * Handwriting.bell(random);
    pen.clear();
    for (Stroke stroke : variants.get((int) (random.nextDouble() * variants.size()))) {
      stroke.draw(pen, hand, random);
    }
    pen.ink(radius, random, target, offset);
  }
}
