package io.github.gumbelrao.bench.measurement.page;

import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The page that lists the runs of a folder, a run a row.
 *
 * @param summary what the runs say together, at most one table
 * @param groups of runs, a study each
 * @param besidePaper numbers of these runs and the paper's, a table a study
 */
public record IndexPage(
    List<RunsSummary> summary, List<Group> groups, List<PaperComparison> besidePaper) {

  /** The page's name, in the folder that holds the folders of the runs. */
  public static final String FILE = RunFolder.INDEX;

  /**
   * The runs of a study.
   *
   * @param study name of the study; empty for runs whose record is damaged
   * @param runs by data set, then in the order of their folders' names
   */
  public record Group(String study, List<Run> runs) {

    /** Copies the list. */
    public Group {
      runs = List.copyOf(runs);
    }
  }

  /**
   * One run.
   *
   * @param folder its name
   * @param study name of the study; empty if the record is damaged
   * @param dataset name of the data set; empty where there is none
   * @param finding what was found; empty if there is none
   * @param title what was typed
   * @param summary of the settings
   * @param started when, in UTC
   * @param duration how long; empty if it has not ended
   * @param seconds the same as a number
   * @param status {@code damaged} if the record cannot be read
   * @param report whether there is a page
   */
  public record Run(
      String folder,
      String study,
      String dataset,
      String finding,
      String title,
      String summary,
      String started,
      String duration,
      String seconds,
      String status,
      boolean report) {

    /**
     * The address of the page, as seen from the list.
     *
     * @return percent-encoded, so that no name is taken for a scheme or a query
     */
    public String link() {
      return address(folder);
    }
  }

  /**
   * The address of a run's page, as seen from the list.
   *
   * @param folder its name
   * @return percent-encoded, so that no name is taken for a scheme or a query
   */
  public static String address(String folder) {
    return "./"
        + URLEncoder.encode(folder, StandardCharsets.UTF_8).replace("+", "%20")
        + "/report.html";
  }

  /** Copies the lists. */
  public IndexPage {
    summary = List.copyOf(summary);
    groups = List.copyOf(groups);
    besidePaper = List.copyOf(besidePaper);
  }

  /**
   * Renders the page.
   *
   * @param out folder of the runs' folders
   * @param pages what is shown of each study
   * @return an HTML document; a run whose record is damaged is listed as such
   * @throws IOException if the folder or a record cannot be read
   */
  public static String html(Path out, Pages pages) throws IOException {
    List<Run> runs = new ArrayList<>();
    List<FinishedRun> finished = new ArrayList<>();
    Map<String, PaperComparison> besidePaper = new LinkedHashMap<>();
    for (Path folder : FinishedRun.folders(out)) {
      runs.add(run(folder, pages, finished, besidePaper));
    }
    return RunPage.render(
        "index.jte",
        new IndexPage(
            pages.summary().of(finished).stream().toList(),
            groups(runs, pages),
            PaperComparison.together(besidePaper)));
  }

  /** By study in the order of the pages, unknown ones last. */
  private static List<Group> groups(List<Run> runs, Pages pages) {
    List<String> order = new ArrayList<>(pages.studies().keySet());
    runs.stream()
        .map(Run::study)
        .filter(study -> !order.contains(study))
        .distinct()
        .sorted(Comparator.comparing(String::isEmpty).thenComparing(Comparator.naturalOrder()))
        .forEach(order::add);
    return order.stream()
        .map(
            study ->
                new Group(
                    study,
                    runs.stream()
                        .filter(run -> run.study().equals(study))
                        .sorted(Comparator.comparing(Run::dataset))
                        .toList()))
        .filter(group -> !group.runs().isEmpty())
        .toList();
  }

  /** A run's row; what a finished one measured is added to the lists. */
  private static Run run(
      Path folder,
      Pages pages,
      List<FinishedRun> finished,
      Map<String, PaperComparison> besidePaper)
      throws IOException {
    String name = folder.getFileName().toString();
    boolean report = Files.exists(folder.resolve("report.html"));
    try {
      RunJson record = RunJson.read(folder.resolve("run.json"));
      StudyPages study = pages.of(record.study());
      String finding = "";
      boolean sealed = !record.text("/measurements_sha256").isEmpty();
      if (sealed && record.text("/status").equals("done")) {
        FinishedRun run = FinishedRun.read(folder);
        finding = study.finding(run.rows());
        finished.add(run);
        study.paperComparison(record, run.rows()).ifPresent(table -> besidePaper.put(name, table));
      }
      return new Run(
          name,
          record.study(),
          record.text("/settings/dataset"),
          finding,
          record.command(),
          summary(record),
          record.started(),
          record.duration(),
          record.text("/duration_s"),
          record.text("/status"),
          report);
    } catch (DataException e) {
      // The path would show where the page was made; its row says which folder it is.
      String reason = e.getMessage().replace(folder + folder.getFileSystem().getSeparator(), "");
      return new Run(name, "", "", "", "", reason, "", "", "", "damaged", report);
    }
  }

  private static String summary(RunJson record) {
    int estimators = record.size("/settings/estimators");
    String sweep = record.text("/settings/sweep/name");
    return String.join(
        ", ",
        Stream.of(
                // Its space tells more of a sweep: if it is a file, it has nothing of the preset.
                sweep.isEmpty() ? record.text("/settings/preset") : "sweep " + sweep,
                record.text("/settings/dataset"),
                estimators == 0
                    ? record.text("/settings/estimator")
                    : Count.words(estimators, "estimator"),
                record.text("/settings/seed").isEmpty()
                    ? ""
                    : "seed " + record.text("/settings/seed"))
            .filter(text -> !text.isEmpty())
            .toList());
  }
}
