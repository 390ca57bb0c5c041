package io.github.gumbelrao.core.oracle;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Reinforce;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.noise.Seeds;
import io.github.gumbelrao.core.training.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Asks whether the gradient of a model of one's own is right, and how far estimators are from it.
 *
 * <p>Three things are looked at:
 *
 * <ol>
 *   <li>The graph given its samples: TensorFlow's derivatives of the losses and of the samples'
 *       log-probabilities, by every parameter and by every sample, are held to central differences.
 *       That finds a path that is cut, a sign, a factor, a weight that is not shared everywhere,
 *       and an op with a wrong gradient.
 *   <li>The mean of each estimator's gradient is held to the exact gradient, by enumerating the
 *       outcomes of one row where there are at most {@link #MAX_OUTCOMES}, else to REINFORCE with a
 *       leave-one-out baseline, whose own error enters the interval.
 *   <li>REINFORCE, which has no bias, is measured whatever is asked for: a bias of it says that the
 *       model is not what a gradient can be estimated of, as when rows see each other's samples.
 * </ol>
 *
 * <p>In a test of one's own it takes three lines:
 *
 * <pre>{@code
 * GradientCheck.of(MyModel::build).estimators("st-gs", "gr").temperatures(0.5).seed(1)
 *     .run()
 *     .assertSound();
 * }</pre>
 *
 * <p>A check of a small model takes some seconds for each estimator and temperature: 4000 runs of
 * its graph, unless {@link #passes} says otherwise. Use float64 where the model can have it: in
 * float32 differences are told from derivatives only where they are off by more than one part in
 * fifty, and a path whose derivative is below about a thousandth of the sum of the losses is lost
 * in their rounding, even if it is wholly cut off.
 *
 * @param <T> number type
 */
public final class GradientCheck<T extends TFloating> {

  /** Most joint outcomes of the samples of one row that are enumerated: a run of the graph each. */
  public static final int MAX_OUTCOMES = 4096;

  /** Fewest passes: Student's law of the bias is then all but normal. */
  private static final int MIN_PASSES = 1000;

  private final Model<T> model;
  private final List<Estimator> estimators;
  private final List<Double> temperatures;
  private final int passes;
  private final boolean cuts;
  private final long seed;
  private final DoubleConsumer progress;

  private GradientCheck(
      Model<T> model,
      List<Estimator> estimators,
      List<Double> temperatures,
      int passes,
      boolean cuts,
      long seed,
      DoubleConsumer progress) {
    this.model = model;
    this.estimators = estimators;
    this.temperatures = temperatures;
    this.passes = passes;
    this.cuts = cuts;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * A model with categorical samples, as its author writes it.
   *
   * @param <T> number type
   */
  @FunctionalInterface
  public interface Model<T extends TFloating> {

    /**
     * Adds the model to a graph, its data as constants. Called several times, for graphs that draw
     * in different ways; every time it must build the same.
     *
     * @param tf ops of the enclosing graph
     * @param sampler draws all samples of the model: in layers, in sequence, as many as it needs
     * @return the losses and what is trained
     */
    Losses<T> build(Ops tf, Sampler<T> sampler);
  }

  /**
   * Draws the samples of a model.
   *
   * @param <T> number type
   */
  @FunctionalInterface
  public interface Sampler<T extends TFloating> {

    /**
     * Adds one draw to the graph, with noise of its own.
     *
     * @param logits unnormalized log-probabilities of known shape {@code [..., n]}; the shape of
     *     the losses is a prefix of its leading dimensions. Minus infinity masks a category
     * @return the draw, of which models use {@link Draw#value}
     */
    Draw<T> draw(Operand<T> logits);
  }

  /**
   * What a model comes to.
   *
   * @param values one loss for each independent row, of known shape
   * @param parameters what the gradient is taken by, at the values that the graph initializes them
   *     to; read through {@link Parameter#value} alone
   * @param <T> number type
   */
  public record Losses<T extends TFloating>(Operand<T> values, List<Parameter<T>> parameters) {

    /** Copies the list and refuses one that is empty or repeats a parameter. */
    public Losses {
      parameters = Checks.distinct("parameters", parameters);
    }

    /**
     * The losses of a model with one parameter.
     *
     * @param values one loss for each independent row, of known shape
     * @param parameter what the gradient is taken by
     * @param <T> number type
     * @return both
     */
    public static <T extends TFloating> Losses<T> of(Operand<T> values, Parameter<T> parameter) {
      return new Losses<>(values, List.of(parameter));
    }
  }

  /**
   * A check of REINFORCE alone, at 4000 passes and seed 0; say more with the other methods.
   *
   * @param model to be checked
   * @param <T> number type
   * @return the check
   */
  public static <T extends TFloating> GradientCheck<T> of(Model<T> model) {
    return new GradientCheck<>(model, List.of(), List.of(1.0), 4000, false, 0, share -> {});
  }

  /**
   * The same check of other estimators. REINFORCE is always measured as well.
   *
   * @param names as {@link Estimators#named} takes them
   * @return the check
   * @throws IllegalArgumentException if a name is unknown or repeats
   */
  public GradientCheck<T> estimators(String... names) {
    return estimators(Stream.of(names).map(Estimators::named).toArray(Estimator[]::new));
  }

  /**
   * The same check of other estimators, of one's own among them.
   *
   * @param others at least one, with different names
   * @return the check
   * @throws IllegalArgumentException if there is none, if a name repeats, or if one that is not
   *     {@link Reinforce} has its name
   */
  public GradientCheck<T> estimators(Estimator... others) {
    Checks.distinct("estimators", Stream.of(others).map(Estimator::name).toList());
    String measured = Reinforce.of().name();
    for (Estimator each : others) {
      if (each.name().equals(measured) && !(each instanceof Reinforce)) {
        throw new IllegalArgumentException(
            "estimators must not have the name of REINFORCE, which is always measured, got "
                + measured
                + " of "
                + each.getClass().getName());
      }
    }
    return new GradientCheck<>(model, List.of(others), temperatures, passes, cuts, seed, progress);
  }

  /**
   * The same check at other temperatures, each of them for every estimator that has one.
   *
   * @param others at least one, each finite and above 0
   * @return the check
   * @throws IllegalArgumentException if there is none, or one is out of range or repeats
   */
  public GradientCheck<T> temperatures(double... others) {
    List<Double> list = Arrays.stream(others).boxed().toList();
    list.forEach(each -> Checks.positive("temperature", each));
    return new GradientCheck<>(
        model, estimators, Checks.distinct("temperatures", list), passes, cuts, seed, progress);
  }

  /**
   * The same check with another number of passes: four times as many see half the bias.
   *
   * @param count gradients drawn for each estimator and temperature, at least 1000
   * @return the check
   * @throws IllegalArgumentException if there are fewer
   */
  public GradientCheck<T> passes(int count) {
    Checks.atLeast("passes", count, MIN_PASSES);
    return new GradientCheck<>(model, estimators, temperatures, count, cuts, seed, progress);
  }

  /**
   * The same check of a model that cuts paths through its samples on purpose. Derivatives by the
   * samples are then not held to differences; what the cuts do to an estimator is seen in its bias.
   *
   * @return the check
   */
  public GradientCheck<T> withSamplesCutOnPurpose() {
    return new GradientCheck<>(model, estimators, temperatures, passes, true, seed, progress);
  }

  /**
   * The same check with other noise.
   *
   * @param number equal seeds give equal reports, but for the times
   * @return the check
   */
  public GradientCheck<T> seed(long number) {
    return new GradientCheck<>(model, estimators, temperatures, passes, cuts, number, progress);
  }

  /**
   * The same check, which tells how far it is.
   *
   * @param share takes the share of the gradients that are drawn, from 0 to 1, after each of them
   * @return the check
   */
  public GradientCheck<T> progress(DoubleConsumer share) {
    return new GradientCheck<>(model, estimators, temperatures, passes, cuts, seed, share);
  }

  /**
   * Carries out the first part of the check alone, which draws no gradients: for large models.
   *
   * @return what is wrong with the graph given its samples, a sentence each; empty if nothing is
   * @throws IllegalArgumentException if a shape that has to be known is not, or is empty
   */
  public List<String> wrongDerivatives() {
    try (GivenSamples<T> given = new GivenSamples<>(model)) {
      return wrongDerivatives(given);
    }
  }

  /** The same of a graph that is there already. */
  List<String> wrongDerivatives(GivenSamples<T> given) {
    return DerivativeCheck.findings(given, !cuts, Seeds.of(seed, "derivatives"));
  }

  /**
   * Carries the check out.
   *
   * @return what was found
   * @throws IllegalArgumentException if the model draws no sample, or has no losses or logits of no
   *     category, if an estimator is not meant for a temperature, if a shape that has to be known
   *     is not, or if the losses' shape is not a prefix of that of a draw's logits without n
   */
  public GradientReport run() {
    try (GivenSamples<T> given = new GivenSamples<>(model);
        GradientCheckRun<T> run = new GradientCheckRun<>(model, passes, seed, progress)) {
      run.add(Reinforce.of(), 1);
      for (Estimator estimator : estimators) {
        temperatures.forEach(temperature -> run.add(estimator, temperature));
      }
      run.drawFirstHalves();
      return run.report(given, wrongDerivatives(given));
    }
  }
}
