package io.github.gumbelrao.listops.training;

/**
 * One pass over the training examples.
 *
 * @param epoch its number, from 1
 * @param steps taken
 * @param trainLoss mean over its steps, in nats
 * @param validLoss after it, in nats
 * @param validAccuracy after it, a fraction
 * @param zeroSteps steps in which no gradient at all came through a tree, of those that had a tree
 *     to choose
 * @param zeroSentences sentences through whose tree no gradient came, a share of those of at least
 *     3 tokens
 * @param notFiniteSteps steps in which a gradient through a tree was not finite
 */
public record EpochResult(
    int epoch,
    int steps,
    double trainLoss,
    double validLoss,
    double validAccuracy,
    double zeroSteps,
    double zeroSentences,
    double notFiniteSteps) {}
