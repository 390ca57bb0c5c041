package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.measurement.sweep.Cluster;
import io.github.gumbelrao.bench.measurement.sweep.TrialRunner;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;

/** The kinds of clusters that are on the class path. */
final class Clusters {

  private Clusters() {}

  /**
   * The kind of a cluster.
   *
   * @throws IllegalArgumentException if none on the class path takes it
   */
  static Cluster named(String master) {
    return ServiceLoader.load(Cluster.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(cluster -> cluster.accepts(master))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--master must be of a cluster whose module is there, got '"
                        + master
                        + "'; Apache Spark needs bench/spark: docs/clusters.md says how to start"
                        + " it"));
  }

  static TrialRunner connect(String master, List<String> typed) throws IOException {
    return named(master).connect(master, typed);
  }
}
