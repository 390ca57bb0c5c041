package io.github.gumbelrao.bench.measurement;

import io.github.gumbelrao.core.internal.Checks;

/**
 * A number that a study reports, and how it is compared between runs. A study declares every one.
 *
 * @param name as in the column {@code metric}
 * @param unit as in the column {@code unit}; empty where it has none
 * @param better which way it is better
 * @param smallestChange relative difference that matters, above 0
 * @param notCompared why it is not compared; empty if it is
 * @param mayBeUndefined whether a value that is not a number is an answer and no failure, as where
 *     no run reached a threshold
 * @param atChosenStep whether the run itself chooses the step, as the best epoch, so that rows of
 *     different steps measure the same thing
 * @param groups what its standard error is the spread of
 */
public record Metric(
    String name,
    String unit,
    Better better,
    double smallestChange,
    String notCompared,
    boolean mayBeUndefined,
    boolean atChosenStep,
    Groups groups) {

  /** Which way a number is better. */
  public enum Better {
    /** Less is better: losses, variances, times. */
    LOWER,
    /** More is better: accuracies. */
    HIGHER,
    /** Neither way is good: any change that matters is reported. */
    NEITHER
  }

  /** Independent numbers behind a standard error; how many they are decides how far it is known. */
  public enum Groups {
    /** As many as the smallest count among the rows that are measured together. */
    COUNTED,
    /** The minibatches of the run, where all rows count the draws within them. */
    MINIBATCHES,
    /** Those of a jackknife over as many minibatches as that smallest count. */
    JACKKNIFE
  }

  /** Difference that matters of what chance decides and nobody declares more closely. */
  public static final double USUAL_CHANGE = 0.1;

  /** Checks the components. */
  public Metric {
    Checks.positive("smallestChange", smallestChange);
  }

  /**
   * A number that is better if it is smaller.
   *
   * @param name as in the column {@code metric}
   * @param unit as in the column {@code unit}
   * @param smallestChange relative difference that matters
   * @return the metric
   */
  public static Metric lower(String name, String unit, double smallestChange) {
    return new Metric(name, unit, Better.LOWER, smallestChange, "", false, false, Groups.COUNTED);
  }

  /**
   * A number that is better if it is larger.
   *
   * @param name as in the column {@code metric}
   * @param unit as in the column {@code unit}
   * @param smallestChange relative difference that matters
   * @return the metric
   */
  public static Metric higher(String name, String unit, double smallestChange) {
    return new Metric(name, unit, Better.HIGHER, smallestChange, "", false, false, Groups.COUNTED);
  }

  /**
   * A number of which any change is worth a look.
   *
   * @param name as in the column {@code metric}
   * @param unit as in the column {@code unit}
   * @param smallestChange relative difference that matters
   * @return the metric
   */
  public static Metric neither(String name, String unit, double smallestChange) {
    return new Metric(name, unit, Better.NEITHER, smallestChange, "", false, false, Groups.COUNTED);
  }

  /**
   * A number that is not compared.
   *
   * @param name as in the column {@code metric}
   * @param unit as in the column {@code unit}
   * @param why in a few words, for people
   * @return the metric
   */
  public static Metric notCompared(String name, String unit, String why) {
    return new Metric(name, unit, Better.NEITHER, USUAL_CHANGE, why, false, false, Groups.COUNTED);
  }

  /**
   * The same where a value that is not a number is an answer.
   *
   * @return the metric
   */
  public Metric orUndefined() {
    return new Metric(name, unit, better, smallestChange, notCompared, true, atChosenStep, groups);
  }

  /**
   * The same at a step that the run chooses.
   *
   * @return the metric
   */
  public Metric ofChosenStep() {
    return new Metric(
        name, unit, better, smallestChange, notCompared, mayBeUndefined, true, groups);
  }

  /**
   * The same with another smallest difference.
   *
   * @param change relative, above 0
   * @return the metric
   */
  public Metric withSmallestChange(double change) {
    return new Metric(
        name, unit, better, change, notCompared, mayBeUndefined, atChosenStep, groups);
  }

  /**
   * The same with an error that other numbers stand behind.
   *
   * @param of what it is the spread
   * @return the metric
   */
  public Metric withErrorOver(Groups of) {
    return new Metric(
        name, unit, better, smallestChange, notCompared, mayBeUndefined, atChosenStep, of);
  }

  /**
   * Whether it is compared.
   *
   * @return false where {@link #notCompared} says why
   */
  public boolean compared() {
    return notCompared.isEmpty();
  }
}
