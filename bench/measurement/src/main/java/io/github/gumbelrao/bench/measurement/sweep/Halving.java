package io.github.gumbelrao.bench.measurement.sweep;

/**
 * Successive halving: all settings are tried on a small budget, the best of them on a larger one.
 *
 * <p>Source: Jamieson and Talwalkar (2016), arXiv:1502.07943. Every rung starts anew, so that a
 * trial stays a function of its settings.
 *
 * @param setting name of a whole number that is the budget, such as {@code steps}
 * @param factor by which the budget grows and the number of settings shrinks, at least 2
 * @param rungs number of budgets, at least 2; the last is the whole budget
 */
public record Halving(String setting, int factor, int rungs) {

  /** Checks the components. */
  public Halving {
    if (factor < 2 || rungs < 2) {
      throw new IllegalArgumentException(
          "halving must have a factor and rungs of at least 2, got " + factor + " and " + rungs);
    }
  }

  /** The budget of a rung, from 0. */
  int budget(int whole, int rung) {
    double share = Math.pow(factor, rung - (rungs - 1));
    return (int) Math.max(1, Math.round(whole * share));
  }

  /** How many of so many settings go on to the next rung. */
  int survivors(int settings) {
    return (settings + factor - 1) / factor;
  }
}
