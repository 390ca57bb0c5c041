package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.listops.model.TreeLstmSettings;
import java.util.List;

/** The ListOps study in three sizes: the only place where its defaults are written. */
public final class ListOpsPresets {

  private static final long SEED = 1;

  /** Source: appendix D.1 of Paulus, Maddison and Krause (2021), arXiv:2010.04838. */
  private static final double WEIGHT_DECAY = 1e-4;

  /** At 0.5, st-gs and gr-mc10 diverge at low temperatures; 0.1 won on the validation set. */
  private static final double SAFE_RATE = 0.1;

  private static final int MAX_LENGTH = 10;
  private static final int PAPER_EPOCHS = 10;
  private static final int PAPER_SEEDS = 5;

  private ListOpsPresets() {}

  /**
   * A preset.
   *
   * @param plan what to train
   * @param trainSize examples generated for training, where they are not read
   * @param validSize examples generated for validation, and for the test
   */
  public record Sized(ListOpsPlan plan, int trainSize, int validSize) {}

  /**
   * The settings of a preset.
   *
   * @param preset how large
   * @return the plan and the sizes of its data
   */
  public static Sized of(Preset preset) {
    return switch (preset) {
      case QUICK ->
          new Sized(
              new ListOpsPlan(
                  List.of("tree-left", "tree-gold", "st-gs", "gr-mc10"),
                  List.of(0.1),
                  List.of(0.5),
                  new TreeLstmSettings(32, 32, true),
                  schedule(3),
                  1,
                  SEED),
              2000,
              500);
      case STANDARD ->
          new Sized(
              new ListOpsPlan(
                  List.of("tree-left", "tree-gold", "st-gs", "gr-mc10", "gr-mc100"),
                  List.of(0.01, 0.1, 1.0),
                  List.of(SAFE_RATE),
                  TreeLstmSettings.paper(),
                  schedule(3),
                  1,
                  SEED),
              10_000,
              1000);
      case PAPER ->
          new Sized(
              new ListOpsPlan(
                  List.of(
                      "tree-left",
                      "tree-right",
                      "tree-random",
                      "tree-gold",
                      "st-gs",
                      "gr-mc10",
                      "gr-mc100",
                      "gr-mc1000"),
                  List.of(0.01, 0.1, 1.0),
                  List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
                  TreeLstmSettings.paper(),
                  schedule(PAPER_EPOCHS),
                  PAPER_SEEDS,
                  SEED),
              30_000,
              5000);
    };
  }

  /** The paper's batch size is the greatest length. */
  private static ListOpsPlan.Schedule schedule(int epochs) {
    return new ListOpsPlan.Schedule(MAX_LENGTH, MAX_LENGTH, epochs, WEIGHT_DECAY);
  }
}
