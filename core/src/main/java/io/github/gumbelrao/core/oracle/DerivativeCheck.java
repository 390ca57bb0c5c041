package io.github.gumbelrao.core.oracle;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * TensorFlow's derivatives of a model given its samples, held to central differences along random
 * directions.
 *
 * <p>A difference is taken at three steps, and the derivative is wrong only if it is far from all
 * of them: near a kink the smallest steps are right, in the noise of rounding the largest. Steps
 * that leave the domain of the losses tell nothing; where all do, the derivative is not checked,
 * which is a finding too.
 */
final class DerivativeCheck {

  /** Points at which every parameter and every sample is looked at. */
  private static final int POINTS = 5;

  /** How near a ratio of whole numbers comes to one. */
  private static final double WHOLE = 1e-2;

  /** Steps and the largest relative difference allowed, by number type. */
  private record Precision(List<Double> steps, double tolerance, double rounding) {
    static final Precision FLOAT64 =
        new Precision(List.of(1e-3, 1e-4, 1e-5), 1e-5, 64 * Math.ulp(1.0));
    static final Precision FLOAT32 =
        new Precision(List.of(1e-1, 3e-2, 1e-2), 2e-2, 64 * Math.ulp(1f));
  }

  private DerivativeCheck() {}

  /**
   * Looks at every source.
   *
   * @param samplesToo whether paths through samples are looked at, not those from parameters alone
   * @return a sentence for each that is wrong
   */
  static <T extends TFloating> List<String> findings(
      GivenSamples<T> model, boolean samplesToo, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Precision precision =
        model.type().equals(TFloat64.class) ? Precision.FLOAT64 : Precision.FLOAT32;
    List<String> names = model.sourceNames();
    int sources = samplesToo ? names.size() : model.parameterCount();
    Map<Integer, String> found = new TreeMap<>();
    for (int i = 0; i < POINTS; i++) {
      GivenSamples<T>.Point point = model.new Point(random);
      List<double[]> derivatives = point.derivatives();
      double[] nowhere = new double[derivatives.get(0).length];
      double value = point.value(0, nowhere, 0);
      if (!Double.isFinite(value)) {
        return List.of("the losses are not finite at samples that can be drawn, got " + value);
      }
      double again = point.value(0, nowhere, 0);
      if (Math.abs(again - value) > precision.rounding() * (1 + Math.abs(value))) {
        return List.of(
            "the losses differ between two runs at the same samples: there is noise in the model"
                + " that is not its sampler's");
      }
      for (int source = 0; source < sources; source++) {
        int length = derivatives.get(source).length;
        double[] direction = Directions.unit(random.doubles(length, -1, 1).toArray());
        double derivative = Directions.product(direction, derivatives.get(source));
        Optional<String> wrong =
            wrong(point, source, direction, derivative, precision, Math.abs(value));
        if (wrong.isPresent()) {
          found.putIfAbsent(source, names.get(source) + ": " + wrong.get());
        }
      }
    }
    return List.copyOf(found.values());
  }

  /**
   * What is wrong with a derivative: that it is not finite, that no difference is, or that it
   * agrees with none, of which the one of the smallest step is named.
   */
  private static Optional<String> wrong(
      GivenSamples<?>.Point point,
      int source,
      double[] direction,
      double derivative,
      Precision precision,
      double size) {
    if (!Double.isFinite(derivative)) {
      return Optional.of(
          "its derivative along a random direction is not finite, got " + derivative);
    }
    OptionalDouble last = OptionalDouble.empty();
    for (double step : precision.steps()) {
      double difference =
          (point.value(source, direction, step) - point.value(source, direction, -step))
              / (2 * step);
      if (!Double.isFinite(difference)) {
        continue;
      }
      last = OptionalDouble.of(difference);
      double allowed =
          precision.tolerance() * Math.max(Math.abs(difference), Math.abs(derivative))
              + precision.rounding() * (1 + size) / step;
      if (Math.abs(difference - derivative) <= allowed) {
        return Optional.empty();
      }
    }
    return Optional.of(
        last.isPresent()
            ? sentence(last.getAsDouble(), derivative)
            : "its derivative could not be checked, for the losses are not finite "
                + precision.steps().get(precision.steps().size() - 1)
                + " from its values");
  }

  private static String sentence(double difference, double derivative) {
    return String.format(
        Locale.ROOT,
        "moved along a random direction it changes the losses and log-probabilities by %.4g,"
            + " but their derivative says %.4g: %s",
        difference,
        derivative,
        cause(derivative / difference));
  }

  private static String cause(double ratio) {
    if (ratio == 0) {
      return "the path is cut off";
    }
    double whole = Math.rint(ratio);
    if (Math.abs(ratio - whole) < WHOLE && whole == -1) {
      return "the sign is wrong";
    }
    if (Math.abs(ratio - whole) < WHOLE && whole > 1) {
      return String.format(Locale.ROOT, "the path counts %.0f times", whole);
    }
    return "a part of the paths is cut off, or the gradient of an op is wrong";
  }
}
