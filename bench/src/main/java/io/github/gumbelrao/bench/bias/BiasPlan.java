package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.core.internal.Checks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything a bias study depends on besides the data and the machine.
 *
 * @param measured which estimators, at which temperatures, on which model, and how much
 * @param reference what they are held to
 * @param referencePasses independent passes of a measured reference at each minibatch, at least 2
 */
public record BiasPlan(TrajectoryPlan measured, Reference reference, int referencePasses) {

  /** Draws of one pass of the measured reference: few lose to noise in the others' mean. */
  public static final int REFERENCE_DRAWS = 16;

  /** Most latent bits that are enumerated: 1024 codes an image. */
  static final int MOST_BITS = 10;

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
      return size.latentBits() <= MOST_BITS ? EXACT : RLOO;
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
    if (reference == Reference.EXACT && bits > MOST_BITS) {
      throw new IllegalArgumentException(
          "latentBits must be <= " + MOST_BITS + " for the exact reference, got " + bits);
    }
  }

  /**
   * Every setting by name, for the record of the run.
   *
   * @return names and plain values
   */
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
