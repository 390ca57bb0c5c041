package io.github.gumbelrao.bench.study;

import com.sun.management.OperatingSystemMXBean;
import io.github.gumbelrao.listops.model.TreeLstmSettings;
import io.github.gumbelrao.vae.data.BinaryImages;
import io.github.gumbelrao.vae.model.VaeSettings;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Refuses plans that cannot fit into this machine's memory, before anything of them is built.
 *
 * <p>What is counted is the least that a training step holds at once, in float32: weights with
 * their gradients and what the optimizer keeps, and the activations of a minibatch. A plan that
 * passes may still need more.
 */
public final class MemoryLimit {

  private static final int BYTES = 4;

  /** Weights, gradients and momenta. */
  private static final int COPIES = 3;

  /** Three small objects and the shortest of their contents. */
  private static final int EXAMPLE_BYTES = 80;

  /** Java counts the numbers of an array by a signed int. */
  private static final double MAX_NUMBERS = Integer.MAX_VALUE;

  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};

  private MemoryLimit() {}

  /**
   * Checks a training step of the Tree-LSTM parser.
   *
   * @param size of the parser
   * @param maxLength tokens of an expression
   * @param batchSize sentences of a minibatch
   * @throws IllegalArgumentException if it cannot fit
   */
  public static void parser(TreeLstmSettings size, int maxLength, int batchSize) {
    double hidden = size.hidden();
    double length = maxLength;
    double rows = batchSize * length;
    // Five gates of two children; every level keeps the gates of all its pairs for the way back.
    double weights = 10 * hidden * hidden + 2 * hidden * size.embedding();
    require(
        "--hidden, --batch-size or --max-length",
        weights,
        rows * hidden * 5 * length / 2,
        Math.max(10 * hidden * hidden, 5 * rows * hidden));
  }

  /**
   * Checks a generated training set, which is kept in the Java heap.
   *
   * @param examples how many
   * @return the same
   * @throws IllegalArgumentException if they cannot fit
   */
  public static int checkedExamples(int examples) {
    return checkedExamples(examples, Runtime.getRuntime().maxMemory());
  }

  /** Compares with a heap of so many bytes. */
  static int checkedExamples(int examples, long heap) {
    double bytes = (double) EXAMPLE_BYTES * examples;
    if (bytes > heap) {
      throw new IllegalArgumentException(
          "the training set must fit into Java's heap, "
              + words((double) heap)
              + ", and needs at least "
              + words(bytes)
              + "; take a smaller --train-size, or a larger heap by -Xmx in JAVA_TOOL_OPTIONS");
    }
    return examples;
  }

  /**
   * Checks a training step of the VAE, all sizes of which are options.
   *
   * @param model the VAE
   * @param batch images of a minibatch
   * @throws IllegalArgumentException if it cannot fit
   */
  public static void vae(VaeSettings model, int batch) {
    vae("--hidden, --latent-bits, --arities or --batch-size", model, batch);
  }

  /**
   * Checks a training step of the VAE.
   *
   * @param options that make it smaller
   * @param model the VAE
   * @param batch images of a minibatch
   * @throws IllegalArgumentException if it cannot fit
   */
  public static void vae(String options, VaeSettings model, int batch) {
    double hidden = model.hidden();
    double logits = (double) model.variables() * model.arity();
    double pixels = BinaryImages.PIXELS;
    double weights = hidden * (2 * pixels + 2 * hidden + logits + model.latentBits());
    double activations = batch * (2 * pixels + 4 * hidden + 2 * logits);
    double widest = Math.max(pixels, Math.max(hidden, logits));
    require(options, weights, activations, widest * Math.max(batch, Math.max(hidden, pixels)));
  }

  /**
   * Checks a training step of anything.
   *
   * @param options that make it smaller
   * @param weights numbers that are trained
   * @param activations numbers that a step keeps in addition
   * @param largest numbers of the largest array
   * @throws IllegalArgumentException if it cannot fit
   */
  public static void require(String options, double weights, double activations, double largest) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    require(options, weights, activations, largest, system.getTotalMemorySize());
  }

  /** Compares with a memory of so many bytes. */
  static void require(
      String options, double weights, double activations, double largest, long memory) {
    double bytes = BYTES * (COPIES * weights + activations);
    if (bytes > memory) {
      throw new IllegalArgumentException(
          "a training step must fit into memory, "
              + words((double) memory)
              + ", and needs at least "
              + words(bytes)
              + "; take a smaller "
              + options);
    }
    if (largest > MAX_NUMBERS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a training step must have at most %.0f numbers in each array, got %.0f;"
                  + " take a smaller %s",
              MAX_NUMBERS,
              largest,
              options));
    }
  }

  private static String words(double bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.3g %s", value, UNITS[unit]);
  }
}
