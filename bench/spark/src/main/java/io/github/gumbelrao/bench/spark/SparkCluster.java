package io.github.gumbelrao.bench.spark;

import io.github.gumbelrao.bench.measurement.sweep.Cluster;
import io.github.gumbelrao.bench.measurement.sweep.TrialRunner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/** An Apache Spark cluster, or Spark within this process. */
public final class SparkCluster implements Cluster {

  private static final List<String> MASTERS = List.of("spark://", "local[", "local-cluster[");
  private static final List<String> OTHERS = List.of("yarn", "k8s://");

  /** Made by {@link java.util.ServiceLoader}. */
  public SparkCluster() {}

  @Override
  public boolean accepts(String master) {
    return master.equals("local")
        || MASTERS.stream().anyMatch(master::startsWith)
        || OTHERS.stream().anyMatch(master::startsWith);
  }

  @Override
  public TrialRunner connect(String master, List<String> command) throws IOException {
    try {
      return new SparkRunner(new JavaSparkContext(conf(master)), command);
    } catch (RuntimeException e) {
      throw new IOException("no connection to " + master + ": " + reason(e), e);
    }
  }

  private static String reason(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null && !(cause instanceof SparkException)) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  /** What was set by {@code spark-submit} or by system properties stays as it is. */
  static SparkConf conf(String master) {
    SparkConf conf = new SparkConf().setMaster(master).setAppName("gumbel-rao sweep");
    conf.setIfMissing("spark.ui.enabled", "false");
    // A trial has one thread, and an executor of several cores runs as many trials.
    conf.setIfMissing("spark.task.cpus", "1");
    conf.setIfMissing("spark.task.maxFailures", "4");
    conf.set("spark.speculation", "false");
    List<String> path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList();
    String jars =
        path.stream()
            .filter(entry -> entry.endsWith(".jar") && !ofSpark(entry))
            .collect(Collectors.joining(","));
    conf.setIfMissing("spark.jars", jars);
    String folders =
        path.stream()
            .filter(entry -> Files.isDirectory(Path.of(entry)))
            .collect(Collectors.joining(File.pathSeparator));
    if (!folders.isEmpty()) {
      // Classes that are in no jar yet: workers of this machine find them where they are.
      conf.setIfMissing("spark.executor.extraClassPath", folders);
    }
    return conf;
  }

  /** Jars that every executor has. */
  private static boolean ofSpark(String jar) {
    String home = System.getenv("SPARK_HOME");
    String name = String.valueOf(Path.of(jar).getFileName());
    return home != null && Files.exists(Path.of(home, "jars", name));
  }
}
