package io.github.gumbelrao.bench.training;

import static io.github.gumbelrao.vae.data.BinaryImages.PIXELS;
import static io.github.gumbelrao.vae.data.BinaryImages.SIDE;

import io.github.gumbelrao.vae.data.BinaryImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Images of 28 x 28 pixels in rows and columns, as one PNG file. */
public final class ImageGrid {

  private static final int GAP = 2;
  private static final int PAPER = 255;

  private ImageGrid() {}

  /**
   * Some images of a set, evenly spread over it: MNIST's are sorted in part.
   *
   * @param images the set
   * @param most how many at most
   */
  public static BinaryImages some(BinaryImages images, int most) {
    int count = Math.min(most, images.size());
    return BinaryImages.of(
        images.rows(IntStream.range(0, count).map(i -> i * images.size() / count).toArray()));
  }

  /**
   * Draws a grid, ink black on white.
   *
   * @param pixels in [0, 1], 1 is ink, shape {@code [count, 784]}
   * @param columns images in a row, at least 1
   * @return the bytes of a PNG file
   */
  public static byte[] png(double[] pixels, int columns) {
    int count = pixels.length / PIXELS;
    int rows = (count + columns - 1) / columns;
    BufferedImage image =
        new BufferedImage(
            columns * (SIDE + GAP) - GAP, rows * (SIDE + GAP) - GAP, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.getRaster().setSample(x, y, 0, PAPER);
      }
    }
    for (int i = 0; i < count * PIXELS; i++) {
      int x = i / PIXELS % columns * (SIDE + GAP) + i % SIDE;
      int y = i / PIXELS / columns * (SIDE + GAP) + i % PIXELS / SIDE;
      image.getRaster().setSample(x, y, 0, (int) Math.round(PAPER * (1 - pixels[i])));
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException("unexpected: I/O error in memory", e);
    }
    return png.toByteArray();
  }
}
