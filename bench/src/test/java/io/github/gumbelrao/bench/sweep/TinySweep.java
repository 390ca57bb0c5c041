package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sweeps of seconds. */
final class TinySweep {

  /** Two cells of two drawn settings each, and their finalists. */
  static final String SPACE =
      """
      {"name": "tiny", "cells": {"estimator": ["st-gs", "gr"], "arity": [4]},
        "fixed": {"batch_size": 5, "latent_bits": 8, "hidden": 6, "steps": 4, "samples": 2,
          "test": false, "weight_decay": 0.001, "temperature": 0.5},
        "search": {"learning_rate": [0.001, 0.01], "momentum": {"uniform": [0, 1]}},
        "draws": 2, "finalist": {"samples": 3, "test": true}}
      """;

  /** One cell that is searched through, and its finalist. */
  static final String NARROW =
      """
      {"name": "tiny", "cells": {"estimator": ["st-gs"], "arity": [4]},
        "fixed": {"batch_size": 5, "latent_bits": 8, "hidden": 6, "steps": 4, "samples": 2,
          "test": false, "weight_decay": 0.001, "momentum": 0.9, "temperature": 0.5},
        "search": {"learning_rate": [0.001, 0.01]}, "finalist": {"samples": 3}}
      """;

  private TinySweep() {}

  /** What becomes of a sweep of {@code vae}, whose results go to {@code folder/out}. */
  static Outcome run(Path folder, String space, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("space.json"), space);
    List<String> arguments =
        new ArrayList<>(List.of("vae", "--sweep=" + file, "--out=" + folder.resolve("out")));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }
}
