package io.github.gumbelrao.core.oracle;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.internal.SessionConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * A model whose samples are given from outside: its exact gradient, outcome by outcome, and what
 * its derivatives given the samples are.
 *
 * <p>Rows are independent, so one run gives every row the same outcome, and a row's samples have
 * few outcomes however many rows there are. In a row where an outcome is impossible, as one of a
 * masked category is, it counts nothing, and the likeliest category stands in for it: the loss need
 * not be defined where it can never be.
 */
final class GivenSamples<T extends TFloating> implements AutoCloseable {

  /** A category that is drawn less often in a sample says nothing of the variance it adds. */
  private static final double FEW = 25;

  /** Of a term of a sum, as a multiple of the number type's precision. */
  private static final double ROUNDINGS = 16;

  private final Graph graph = new Graph();
  private final Session session;
  private final List<GivenDraw<T>> draws = new ArrayList<>();
  private final CheckedParameters<T> parameters;
  private final Shape rows;
  private final Operand<T> exact;
  private final Placeholder<T> rareBelow;
  private final Operand<T> rareProbability;
  private final Operand<T> rare;
  private final Operand<T> probed;
  private final List<Operand<T>> sources;
  private final List<Operand<T>> derivatives;
  private final List<double[]> values;

  /** Adds a model, whose samples are given, to a graph of its own. */
  GivenSamples(GradientCheck.Model<T> model) {
    Ops tf = Ops.create(graph);
    GradientCheck.Losses<T> losses =
        model.build(
            tf,
            logits -> {
              draws.add(GivenDraw.of(tf.withSubScope("draw" + draws.size()), logits));
              return Draw.pathwise(draws.get(draws.size() - 1).value());
            });
    this.parameters = CheckedParameters.of(losses.parameters());
    this.rows = GivenDraw.known("losses", losses.values().shape());
    if (rows.size() == 0) {
      throw new IllegalArgumentException("losses must not be empty, got shape " + rows);
    }
    RowOutcomes<T> outcomes = RowOutcomes.of(tf, losses.values(), draws);
    Operand<T> probabilities = outcomes.probabilities(tf);
    Operand<T> weighted = tf.math.mul(probabilities, losses.values());
    this.exact = parameters.gradient(tf, mean(tf, weighted));
    this.rareBelow = tf.placeholder(weighted.type(), Placeholder.shape(Shape.scalar()));
    Operand<TBool> isRare = outcomes.rarerThan(tf, rareBelow);
    Operand<T> none = tf.zerosLike(weighted);
    this.rareProbability =
        tf.reduceSum(
            tf.reshape(tf.select(isRare, probabilities, none), tf.array(-1)), tf.constant(0));
    this.rare = parameters.gradient(tf, mean(tf, tf.select(isRare, weighted, none)));
    // Different weights, so that an error in one term is not made good by one in the other.
    this.probed =
        tf.math.add(
            total(tf, losses.values(), new SplittableRandom(1)),
            total(tf, outcomes.logProbability(), new SplittableRandom(2)));
    this.sources = new ArrayList<>(parameters.operands());
    draws.forEach(draw -> sources.add(draw.shift()));
    this.derivatives = CheckedParameters.gradients(tf, probed, sources);
    this.session = new Session(graph, SessionConfig.NOT_OPTIMIZED);
    session.initialize();
    this.values = parameters.values(session);
  }

  private Operand<T> mean(Ops tf, Operand<T> each) {
    return tf.math.mean(tf.reshape(each, tf.array(-1)), tf.constant(0));
  }

  /** A sum with a weight for each row, about 1. */
  private Operand<T> total(Ops tf, Operand<T> each, SplittableRandom random) {
    double[] weights = random.doubles(rows.size(), 0.5, 1.5).toArray();
    Operand<T> fixed = tf.dtypes.cast(tf.constant(weights), each.type());
    return tf.reduceSum(tf.math.mul(tf.reshape(each, tf.array(-1)), fixed), tf.constant(0));
  }

  /** Joint outcomes of the samples of one row; infinite where a double does not hold them. */
  double outcomes() {
    double outcomes = 1;
    for (GivenDraw<T> draw : draws) {
      outcomes *= Math.pow(draw.categoriesOfOne(), variables(draw));
    }
    return outcomes;
  }

  /** Variables of a draw in one row. */
  private int variables(GivenDraw<T> draw) {
    return Math.toIntExact(draw.logits().size() / draw.categoriesOfOne() / rows.size());
  }

  /**
   * The exact gradient of the mean loss.
   *
   * @param passes to be compared with it: what is drawn in few of them is rare
   */
  ExactGradient exactGradient(int passes) {
    double[] sum = new double[values.stream().mapToInt(each -> each.length).sum()];
    double sizes = 0;
    double rareVariance = 0;
    for (int outcome = 0; outcome < outcomes(); outcome++) {
      try (FedRun fed = new FedRun(session)) {
        int rest = outcome;
        for (GivenDraw<T> draw : draws) {
          int[] categories = new int[variables(draw)];
          for (int i = 0; i < categories.length; i++) {
            categories[i] = rest % draw.categoriesOfOne();
            rest /= draw.categoriesOfOne();
          }
          fed.categories(draw, i -> categories[i % categories.length]);
        }
        fed.feed(rareBelow, CheckedParameters.tensor(rareBelow, Shape.scalar(), FEW / passes));
        List<double[]> found = fed.run(List.of(exact, rareProbability, rare));
        double[] part = found.get(0);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += part[i];
        }
        sizes += length(part);
        double chance = found.get(1)[0];
        if (chance > 0) {
          rareVariance += Math.pow(length(found.get(2)), 2) / chance;
        }
      }
    }
    double ulp = type().equals(TFloat64.class) ? Math.ulp(1.0) : Math.ulp(1f);
    return new ExactGradient(sum, ROUNDINGS * ulp * sizes, rareVariance);
  }

  private static double length(double[] vector) {
    return Math.sqrt(Directions.product(vector, vector));
  }

  /** A point at which derivatives are taken: categories and shifts of every draw. */
  final class Point {
    private final List<int[]> categories = new ArrayList<>();
    private final List<double[]> at = new ArrayList<>(values);

    /** Samples by chance, their values moved inside [0, 1], where no kink lies. */
    Point(SplittableRandom random) {
      for (GivenDraw<T> draw : draws) {
        int size = Math.toIntExact(draw.logits().size());
        int n = draw.categoriesOfOne();
        categories.add(random.ints(size / n, 0, n).toArray());
        at.add(random.doubles(size, 0.02, 0.12).toArray());
      }
    }

    /** The scalar whose derivatives are looked at, with one source moved along a direction. */
    double value(int source, double[] direction, double step) {
      return run(source, direction, step, List.of(probed)).get(0)[0];
    }

    /** Its derivatives by every source. */
    List<double[]> derivatives() {
      return run(0, new double[at.get(0).length], 0, derivatives);
    }

    private List<double[]> run(
        int source, double[] direction, double step, List<Operand<T>> wanted) {
      try (FedRun fed = new FedRun(session)) {
        for (int i = 0; i < draws.size(); i++) {
          int[] drawn = categories.get(i);
          fed.categories(draws.get(i), k -> drawn[k]);
        }
        for (int i = 0; i < sources.size(); i++) {
          double[] moved = at.get(i).clone();
          for (int k = 0; i == source && k < moved.length; k++) {
            moved[k] += step * direction[k];
          }
          fed.source(sources.get(i), moved);
        }
        return fed.run(wanted);
      }
    }
  }

  /** Parameters and draws, in the order of {@link Point#derivatives}, as messages call them. */
  List<String> sourceNames() {
    List<String> names = new ArrayList<>();
    parameters.names().forEach(name -> names.add("parameter " + name));
    for (int i = 0; i < draws.size(); i++) {
      names.add("the sample of draw " + (i + 1));
    }
    return names;
  }

  /** How many of the sources are parameters, the first ones. */
  int parameterCount() {
    return values.size();
  }

  /** The number type of the graph. */
  Class<T> type() {
    return probed.type();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
