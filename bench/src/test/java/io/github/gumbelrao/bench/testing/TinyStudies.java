package io.github.gumbelrao.bench.testing;

import io.github.gumbelrao.bench.EveryStudyTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The smallest plan of every study: some seconds each. A study that is added has its row here, and
 * is then held to what {@link EveryStudyTest} asks of all.
 */
public final class TinyStudies {

  /** The options of each study by its name. */
  private static final Map<String, List<String>> OPTIONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "variance",
                  List.of(
                      "--arities=4",
                      "--latent-bits=4",
                      "--hidden=8",
                      "--checkpoints=0,5",
                      "--minibatches=4",
                      "--passes=4",
                      "--estimators=reinforce,st-gs,gr-mc2")),
              Map.entry(
                  "bias",
                  List.of(
                      "--arities=4",
                      "--latent-bits=4",
                      "--hidden=8",
                      "--checkpoints=5",
                      "--minibatches=4",
                      "--passes=4",
                      "--estimators=gr-mc2")),
              Map.entry(
                  "convergence",
                  List.of(
                      "--arities=4",
                      "--latent-bits=4",
                      "--hidden=8",
                      "--estimators=st-gs",
                      "--seeds=2",
                      "--steps=20",
                      "--validate-every=10",
                      "--thresholds=200")),
              Map.entry("jacobians", List.of("--estimators=gr")),
              Map.entry(
                  "speed",
                  List.of("--estimators=st-gs", "--arities=16", "--batch-size=2", "--rounds=2")),
              Map.entry(
                  "propositions",
                  List.of("--estimators=gr-mc1", "--temperatures=0.5", "--batch-size=1")),
              Map.entry(
                  "polynomial", List.of("--estimators=st-gs,reinforce", "--steps=3", "--seeds=2")),
              Map.entry(
                  "simplex",
                  List.of(
                      "--estimators=st-gs",
                      "--temperatures=1",
                      "--resolution=5",
                      "--passes=20",
                      "--starts=0.1:0.45:0.45",
                      "--steps=3",
                      "--seeds=2")),
              Map.entry(
                  "vae",
                  List.of(
                      "--arities=4",
                      "--latent-bits=4",
                      "--hidden=8",
                      "--estimators=gr-mc2",
                      "--steps=20",
                      "--validate-every=10",
                      "--checkpoint-every=10",
                      "--valid-samples=2",
                      "--final-samples=2")),
              Map.entry(
                  "listops",
                  List.of(
                      "--hidden=6",
                      "--train-size=120",
                      "--max-length=6",
                      "--learning-rates=0.2",
                      "--estimators=tree-gold,st-gs",
                      "--epochs=2"))));

  private TinyStudies() {}

  /** The names of all studies. */
  public static List<String> names() {
    return List.copyOf(OPTIONS.keySet());
  }

  /** Studies whose numbers are times. */
  public static boolean measuresTimes(String study) {
    return study.equals("speed");
  }

  /** Writes a file that the study reads, if it reads one. */
  private static List<String> files(String study, Path folder) throws IOException {
    if (!study.equals("jacobians")) {
      return List.of();
    }
    // Two categories of equal weight, temperature 1: the Jacobian's entry is by symmetry that of
    // any draw; the study is run here, not judged, and a large error lets every value pass.
    Path cases = folder.resolve("cases.json");
    Files.writeString(
        cases,
        "{\"cases\": [{\"logits\": [0.5, 0], \"outcome\": 0, \"tau\": 1.0,"
            + " \"jacobian\": [[0.2, -0.2], [-0.2, 0.2]], \"stderr\": 1}]}");
    return List.of("--cases=" + cases);
  }

  /**
   * The arguments of a run.
   *
   * @param study its name
   * @param folder for what it reads
   * @param more options of one's own, each at most once and in place of the tiny one
   */
  public static String[] arguments(String study, Path folder, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(study));
    arguments.addAll(OPTIONS.get(study));
    arguments.addAll(files(study, folder));
    arguments.add("--threads=1");
    for (String own : more) {
      String name = own.replaceFirst("=.*", "");
      arguments.removeIf(usual -> usual.startsWith(name + "="));
      arguments.add(own);
    }
    return arguments.toArray(String[]::new);
  }
}
