package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.internal.Checks;

/**
 * The shape of a Tree-LSTM.
 *
 * @param embedding numbers of a token's embedding, at least 1
 * @param hidden width of the cell and of the classifier's hidden layer, at least 1
 * @param scaledScores whether the score of a pair is divided by the square root of {@code hidden},
 *     as in the released code of Choi et al. and not in their paper
 */
public record TreeLstmSettings(int embedding, int hidden, boolean scaledScores) {

  /** Checks the widths. */
  public TreeLstmSettings {
    Checks.atLeast("embedding", embedding, 1);
    Checks.atLeast("hidden", hidden, 1);
  }

  /**
   * The model of the paper: 128 numbers everywhere.
   *
   * <p>Source: appendix D.1 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
   *
   * @return the settings
   */
  public static TreeLstmSettings paper() {
    return new TreeLstmSettings(128, 128, true);
  }
}
