package io.github.gumbelrao.bench.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import io.github.gumbelrao.bench.measurement.sweep.SearchSpace;
import io.github.gumbelrao.bench.measurement.sweep.TrialFunction;
import io.github.gumbelrao.bench.study.Preset;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.tensorflow.proto.ConfigProto;

/** What a study says about its trials, so that settings can be searched. */
public interface SweepSubject {

  /**
   * What the best setting is best in.
   *
   * @return a metric of the study
   */
  Objective objective();

  /**
   * Names of a trial's settings, less its seed.
   *
   * @return in any order
   */
  List<String> settings();

  /**
   * Names in the record of a run, besides {@link #settings}, that tell nothing of a trial which its
   * settings do not: two sweeps may share trials although they differ there.
   *
   * @return in any order
   */
  default List<String> ofSettings() {
    return List.of();
  }

  /**
   * The setting of halving's budget.
   *
   * @return such as {@code steps}
   */
  String budget();

  /**
   * Options of the command that stand for settings.
   *
   * @return names of settings, or {@code replicates} or {@code finalist.NAME}, by option
   */
  Map<String, String> options();

  /**
   * A search space that is known by name.
   *
   * @param name such as {@code table2}
   * @param preset how large
   * @return as {@link io.github.gumbelrao.bench.measurement.sweep.SearchSpaceJson} reads it
   * @throws IllegalArgumentException if there is none of that name
   */
  ObjectNode space(String name, Preset preset);

  /**
   * Refuses settings that no trial can have.
   *
   * @param settings of a trial, its seed included
   * @throws IllegalArgumentException if one is out of range
   */
  void check(Map<String, Object> settings);

  /**
   * Units of work of a trial.
   *
   * @param settings of a trial
   * @return at least 1
   */
  long work(Map<String, Object> settings);

  /**
   * Why the work is not known before the data is loaded.
   *
   * @return a clause; empty where it is known
   */
  default Optional<String> noEstimate() {
    return Optional.empty();
  }

  /**
   * The columns of a trial's rows.
   *
   * @param settings of the trial
   * @param dataset name of the data
   * @param step training steps or epochs before the measurement
   * @return the context, whose seed is the trial's
   */
  Measurement.Context context(Map<String, Object> settings, String dataset, int step);

  /**
   * Loads the data.
   *
   * @param space of the whole sweep
   * @return the data
   * @throws IOException if they cannot be read
   */
  Data load(SearchSpace space) throws IOException;

  /** Data that trials run on. */
  interface Data {

    /**
     * Name of the data.
     *
     * @return as in the column {@code dataset}
     */
    String name();

    /**
     * What distinguishes the data from others, besides their name.
     *
     * @return settings by name, for the record of the run
     */
    Map<String, Object> settings();

    /**
     * SHA-256 of each file.
     *
     * @return by file name
     */
    SortedMap<String, String> sha256();

    /**
     * Makes what runs trials.
     *
     * @param session threads and device
     * @return runs one trial at a time
     */
    TrialFunction trials(ConfigProto session);
  }
}
