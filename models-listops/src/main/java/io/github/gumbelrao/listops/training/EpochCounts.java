package io.github.gumbelrao.listops.training;

import io.github.gumbelrao.listops.model.TrainingStep.Outcome;

/** Adds up the steps of one epoch. */
final class EpochCounts {

  private int steps;
  private int treeSteps;
  private int zeroSteps;
  private int notFiniteSteps;
  private long parsed;
  private long zeroSentences;
  private double loss;

  void add(Outcome outcome) {
    steps++;
    loss += outcome.loss();
    parsed += outcome.parsed();
    zeroSentences += outcome.withoutTreeGradient();
    if (outcome.parsed() > 0) {
      treeSteps++;
      zeroSteps += outcome.withoutTreeGradient() == outcome.parsed() ? 1 : 0;
      notFiniteSteps += outcome.notFinite() > 0 ? 1 : 0;
    }
  }

  EpochResult result(int epoch, double validLoss, double validAccuracy) {
    return new EpochResult(
        epoch,
        steps,
        loss / steps,
        validLoss,
        validAccuracy,
        (double) zeroSteps / treeSteps,
        (double) zeroSentences / parsed,
        (double) notFiniteSteps / treeSteps);
  }
}
