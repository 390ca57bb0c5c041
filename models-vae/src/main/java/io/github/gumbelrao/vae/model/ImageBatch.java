package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.vae.data.BinaryImages;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * What every run of a model is fed: images and the seed of its noise.
 *
 * @param images pixels 0 or 1, shape {@code [batch, 784]}
 * @param seed two integers, shape {@code [2]}
 */
record ImageBatch(Placeholder<TUint8> images, Placeholder<TInt64> seed) {

  static ImageBatch of(Ops tf) {
    return new ImageBatch(
        tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, BinaryImages.PIXELS))),
        tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2))));
  }

  /**
   * Copies one batch into tensors that live until the feed is closed.
   *
   * @throws IllegalArgumentException if the pixels are not those of some images, or the noise is
   *     not two numbers
   */
  Feed feed(byte[] pixels, long... noise) {
    if (noise.length != 2) {
      throw new IllegalArgumentException("seed must be two numbers, got " + noise.length);
    }
    requireImages(pixels);
    Shape shape = Shape.of(pixels.length / BinaryImages.PIXELS, BinaryImages.PIXELS);
    return new Feed(
        this, TUint8.tensorOf(shape, DataBuffers.of(pixels, true, false)), TInt64.vectorOf(noise));
  }

  private static void requireImages(byte[] pixels) {
    if (pixels.length == 0 || pixels.length % BinaryImages.PIXELS != 0) {
      throw new IllegalArgumentException(
          "images must have a positive multiple of "
              + BinaryImages.PIXELS
              + " pixels, got "
              + pixels.length);
    }
    for (int i = 0; i < pixels.length; i++) {
      if ((pixels[i] & ~1) != 0) {
        throw new IllegalArgumentException("images[" + i + "] must be 0 or 1, got " + pixels[i]);
      }
    }
  }

  /** The tensors of one run. */
  record Feed(ImageBatch batch, TUint8 images, TInt64 seed) implements AutoCloseable {

    Session.Runner into(Session.Runner runner) {
      return runner.feed(batch.images(), images).feed(batch.seed(), seed);
    }

    @Override
    public void close() {
      images.close();
      seed.close();
    }
  }
}
