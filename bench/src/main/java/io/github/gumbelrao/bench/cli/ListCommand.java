package io.github.gumbelrao.bench.cli;

import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.core.estimator.EstimatorFamily;
import io.github.gumbelrao.core.estimator.Estimators;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what the other commands know by name. */
@Command(
    name = "list",
    description = "Lists studies, estimators, data sets and presets.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:  gumbel-rao list"})
final class ListCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Studies");
    row(out, "variance", "variance of the gradient within and between minibatches (fig. 2a, 3)");
    row(out, "bias", "squared bias, variance and error over temperatures, on a VAE (fig. 2b)");
    row(out, "convergence", "iterations to each validation loss, over several runs (fig. 2c)");
    row(out, "jacobians", "conditional Jacobians against reference values in a file (eq. 7)");
    row(out, "speed", "time of a draw with its gradient and of a training step, against st-gs");
    row(out, "propositions", "propositions 1 to 3, on toy problems and on a VAE (sec. 3)");
    row(out, "simplex", "variance, bias and minimisation on the toy programme (fig. 1)");
    row(out, "vae", "one training run of the discrete VAE and its bound (tables 2 and 3)");
    row(out, "listops", "unsupervised parsing: accuracy and trees by estimator (table 1)");
    out.println("Estimators (K: a number, as in gr-mc100)");
    for (EstimatorFamily family : Estimators.families()) {
      row(out, family.pattern(), family.summary());
      row(out, "", family.source());
    }
    out.println("Data sets");
    for (DataSetName name : DataSetName.values()) {
      row(out, name.toString(), name.summary());
    }
    out.println("Presets");
    for (Preset preset : Preset.values()) {
      row(out, preset.name().toLowerCase(Locale.ROOT), preset.summary());
    }
    out.flush();
  }

  private static void row(PrintWriter out, String name, String summary) {
    out.printf(Locale.ROOT, "  %-12s  %s%n", name, summary);
  }
}
