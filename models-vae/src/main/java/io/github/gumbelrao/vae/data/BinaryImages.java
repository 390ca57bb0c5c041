package io.github.gumbelrao.vae.data;

import io.github.gumbelrao.core.internal.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * An immutable list of binary images of 28 x 28 pixels.
 *
 * <p>A row is an image, its pixels from left to right and from top to bottom, one byte each, 0 or
 * 1. All rows lie in one array, so a set takes 784 bytes an image and a batch is gathered by block
 * copies.
 */
public final class BinaryImages {

  /** Width and height of an image, in pixels. */
  public static final int SIDE = 28;

  /** Pixels of an image, the length of a row. */
  public static final int PIXELS = SIDE * SIDE;

  private final byte[] pixels;

  private BinaryImages(byte[] pixels) {
    this.pixels = pixels;
  }

  /**
   * Creates a set from a copy of the given rows.
   *
   * @param pixels rows one after the other, shape {@code [size, 784]}, each value 0 or 1
   * @return the images
   * @throws IllegalArgumentException if the length is not a positive multiple of 784 or a value is
   *     neither 0 nor 1
   */
  public static BinaryImages of(byte[] pixels) {
    if (pixels.length == 0 || pixels.length % PIXELS != 0) {
      throw new IllegalArgumentException(
          "pixels.length must be a positive multiple of " + PIXELS + ", got " + pixels.length);
    }
    for (int i = 0; i < pixels.length; i++) {
      if ((pixels[i] & ~1) != 0) {
        throw new IllegalArgumentException("pixels[" + i + "] must be 0 or 1, got " + pixels[i]);
      }
    }
    return new BinaryImages(pixels.clone());
  }

  /**
   * Creates a set that takes the array over, unchecked: a copy of the training set would cost 39
   * MB.
   */
  static BinaryImages owning(byte[] pixels) {
    return new BinaryImages(pixels);
  }

  /**
   * Returns the number of images.
   *
   * @return the number of images, &gt;= 1
   */
  public int size() {
    return pixels.length / PIXELS;
  }

  /**
   * Gathers images into an array that the caller may use again.
   *
   * @param indices which images, each in {@code [0, size())}; repeats are allowed
   * @param target receives the rows, shape {@code [indices.length, 784]}; elements beyond that are
   *     left as they are
   * @throws IllegalArgumentException if an index is out of range or {@code target} is too short
   */
  public void copyRows(int[] indices, byte[] target) {
    long needed = (long) indices.length * PIXELS;
    if (target.length < needed) {
      throw new IllegalArgumentException(
          "target.length must be >= " + needed + ", got " + target.length);
    }
    for (int i = 0; i < indices.length; i++) {
      int index = indices[i];
      if (index < 0 || index >= size()) {
        throw new IllegalArgumentException(
            "indices[" + i + "] must be in [0, " + size() + "), got " + index);
      }
      System.arraycopy(pixels, index * PIXELS, target, i * PIXELS, PIXELS);
    }
  }

  /**
   * Gathers images into a new array.
   *
   * @param indices which images, each in {@code [0, size())}; repeats are allowed
   * @return the rows, shape {@code [indices.length, 784]}, each value 0 or 1
   * @throws IllegalArgumentException if an index is out of range
   */
  public byte[] rows(int... indices) {
    byte[] rows = new byte[Math.multiplyExact(indices.length, PIXELS)];
    copyRows(indices, rows);
    return rows;
  }

  /**
   * Returns how often each pixel is on.
   *
   * @return means over the images, shape {@code [784]}, each in [0, 1]
   */
  public double[] pixelMeans() {
    int[] counts = new int[PIXELS];
    for (int row = 0; row < pixels.length; row += PIXELS) {
      for (int p = 0; p < PIXELS; p++) {
        counts[p] += pixels[row + p];
      }
    }
    double size = size();
    return Arrays.stream(counts).mapToDouble(count -> count / size).toArray();
  }

  /**
   * Returns the SHA-256 of all rows.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public String sha256() {
    MessageDigest digest = Sha256.start();
    digest.update(pixels);
    return Sha256.finish(digest);
  }

  /**
   * Tells whether {@code other} holds the same images in the same order.
   *
   * @param other any object
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof BinaryImages images && Arrays.equals(pixels, images.pixels);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pixels);
  }

  @Override
  public String toString() {
    return "BinaryImages[size=" + size() + "]";
  }
}
