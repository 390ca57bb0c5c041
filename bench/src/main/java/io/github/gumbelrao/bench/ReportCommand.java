package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.measurement.page.IndexPage;
import io.github.gumbelrao.bench.measurement.page.RunPage;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rebuilds pages from what was measured. */
@Command(
    name = "report",
    header = "Rebuilds the pages of finished runs.",
    description =
        "Rebuilds report.html from measurements.csv and run.json: of one run, or of every "
            + "finished run in a folder of runs, with the index.html that lists them, first what "
            + "they say of the paper's claims. The same files give the same page.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao report reports/latest"})
final class ReportCommand implements Callable<Integer> {

  private static final String RUN = "run.json";
  private static final String CSV = "measurements.csv";
  private static final String REPORT = "report.html";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "folder of a run, or of the folders of runs")
  private Path folder;

  @Option(
      names = "--claims",
      split = ",",
      paramLabel = "FILE",
      description =
          "texts in which what stands between <!-- claims --> and <!-- /claims --> becomes the"
              + " table of the claims, and between <!-- claims counted --> and <!-- /claims"
              + " counted --> a sentence that counts them")
  private List<Path> claims = List.of();

  @Override
  public Integer call() throws IOException {
    List<Path> runs = FinishedRun.atLeastOne(folder);
    if (runs.equals(List.of(folder))) {
      if (!claims.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "--claims needs a folder of runs, got the run " + folder);
      }
      rebuild(folder);
      return ExitCode.DONE;
    }
    // A text that cannot be filled in is found out before the pages are made.
    Map<Path, String> texts = ClaimsText.of(claims, folder);
    int exit = ExitCode.DONE;
    for (Path run : runs) {
      try {
        rebuild(run);
      } catch (DataException e) {
        spec.commandLine().getErr().println(e.getMessage());
        spec.commandLine().getErr().flush();
        exit = ExitCode.DATA;
      }
    }
    Path index = folder.resolve(IndexPage.FILE);
    AtomicFile.write(index, IndexPage.html(folder, Studies.PAGES));
    say("index   " + index);
    for (Map.Entry<Path, String> text : texts.entrySet()) {
      AtomicFile.write(text.getKey(), text.getValue());
      say("claims  " + text.getKey());
    }
    return exit;
  }

  private void rebuild(Path run) throws IOException {
    Path page = run.resolve(REPORT);
    AtomicFile.write(page, RunPage.html(run.resolve(CSV), run.resolve(RUN), Studies.PAGES));
    say("report  " + page);
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
