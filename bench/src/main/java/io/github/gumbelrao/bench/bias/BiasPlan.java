package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.study.Plan;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Sampling;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Trajectory;
import io.github.gumbelrao.core.internal.Checks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Everything a bias study depends on besides the data and the machine.
 *
 * @param measured which estimators, at which temperatures, on which model, and how much
 * @param reference what they are held to
 * @param referencePasses independent passes of a measured reference at each minibatch, at least 2
 */
public record BiasPlan(
    TrajectoryPlan measured,
    @Setting(
            "exact: by decoding every latent code, at most 10 bits; or rloo: REINFORCE"
                + " with a leave-one-out baseline; default: exact where it can be")
        Reference reference,
    @Setting("passes of rloo at each minibatch, of 16 draws each, at least 2") int referencePasses)
    implements Plan {

  /** Draws of one pass of the measured reference: few lose to noise in the others' mean. */
  public static final int REFERENCE_DRAWS = 16;

  /** Most latent bits that are enumerated: 1024 codes an image. */
  static final int MAX_BITS = 10;

  /** What the estimators are held to. */
  public enum Reference {
    /** The exact gradient, by decoding every latent code. */
    EXACT,
    /** REINFORCE with a leave-one-out baseline, which is unbiased and has an error of its own. */
    RLOO;

    /**
     * The best there is for a model.
     *
     * @param size of the model
     * @return exact where all codes can be decoded
     */
    public static Reference of(TrajectoryPlan.ModelSize size) {
      return size.latentBits() <= MAX_BITS ? EXACT : RLOO;
    }

    /**
     * The name on the command line and in results.
     *
     * @return {@code exact} or {@code rloo}
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks every component. */
  public BiasPlan {
    Checks.atLeast("referencePasses", referencePasses, 2);
    int bits = measured.size().latentBits();
    if (reference == Reference.EXACT && bits > MAX_BITS) {
      throw new IllegalArgumentException(
          "latentBits must be <= " + MAX_BITS + " for the exact reference, got " + bits);
    }
  }

  /**
   * The settings of a preset, the only place where they are written; the reference is the best
   * there is for its model.
   *
   * @param preset how large
   * @return the plan
   */
  public static BiasPlan of(Preset preset) {
    TrajectoryPlan measured = measured(preset);
    return new BiasPlan(measured, Reference.of(measured.size()), preset == Preset.PAPER ? 100 : 20);
  }

  private static TrajectoryPlan measured(Preset preset) {
    return switch (preset) {
      case QUICK ->
          new TrajectoryPlan(
              List.of(4),
              List.of("reinforce", "gs", "st", "st-gs", "gr-mc10", "gr"),
              List.of(0.1, 0.3, 0.5, 0.7, 1.0),
              new ModelSize(6, 64),
              Trajectory.ofPaper(List.of(300)),
              new Sampling(20, 20, 100),
              1);
      case STANDARD ->
          new TrajectoryPlan(
              List.of(16),
              List.of("gs", "st", "st-gs", "gr-mc10", "gr-mc100", "gr"),
              List.of(0.1, 0.3, 0.5, 0.7, 1.0),
              ModelSize.USUAL,
              Trajectory.ofPaper(List.of(2000)),
              new Sampling(20, 40, 20),
              1);
      case PAPER ->
          new TrajectoryPlan(
              List.of(2, 4, 8, 16),
              List.of("gs", "st", "st-gs", "gr-mc10", "gr-mc100", "gr-mc1000", "gr"),
              IntStream.rangeClosed(1, 10).mapToObj(tenths -> tenths / 10.0).toList(),
              ModelSize.USUAL,
              Trajectory.ofPaper(List.of(1000, 10_000, 50_000)),
              new Sampling(20, 5000, 100),
              1);
    };
  }

  /** How often the reference decodes an image. */
  double decodedPerImage() {
    return reference == Reference.EXACT
        ? Math.pow(2, measured.size().latentBits())
        : (double) referencePasses * REFERENCE_DRAWS;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>(measured.settings());
    settings.put("reference", reference.label());
    if (reference == Reference.RLOO) {
      settings.put("reference_passes", referencePasses);
      settings.put("reference_draws", REFERENCE_DRAWS);
    }
    return settings;
  }

  /**
   * The trials, one line each, for a dry run.
   *
   * @return lines in the order of the measurements
   */
  public List<String> describe() {
    return measured.describe();
  }
}
