package io.github.gumbelrao.bench.measurement.sweep;

import java.io.IOException;
import java.util.List;

/** Machines that trials can run on, found on the class path by {@link java.util.ServiceLoader}. */
public interface Cluster {

  /**
   * Whether it is of this kind.
   *
   * @param master as typed, such as {@code spark://host:7077}
   * @return true if {@link #connect} takes it
   */
  boolean accepts(String master);

  /**
   * Connects.
   *
   * @param master as typed
   * @param command that was typed; each machine makes what runs trials of it
   * @return where trials run
   * @throws IOException if there is no connection
   */
  TrialRunner connect(String master, List<String> command) throws IOException;
}
