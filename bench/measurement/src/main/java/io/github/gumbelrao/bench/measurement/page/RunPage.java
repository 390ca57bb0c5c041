package io.github.gumbelrao.bench.measurement.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * One page that shows a run: what it was, figures, and every number, to five digits.
 *
 * <p>The page holds its scripts and its data, so it opens from disk and makes no request. Equal
 * inputs give equal bytes.
 */
public final class RunPage {

  /** The charting library, in loading order. */
  private static final List<String> SCRIPTS = List.of("vega", "vega-lite", "vega-embed");

  /**
   * Columns of the page's table, less those that are empty in every row; of the others, the study
   * is the same in every row, and the name of the estimator says the samples.
   */
  private static final List<String> SHOWN =
      List.of(
          "dataset",
          "estimator",
          "temperature",
          "arity",
          "variables",
          "batch_size",
          "seed",
          "step",
          "metric",
          "value",
          "std_error",
          "count",
          "unit",
          "case");

  /** Those that most runs have one value of; it stands in the head. */
  private static final Set<String> SHOWN_IF_SEVERAL =
      Set.of("dataset", "variables", "batch_size", "seed");

  /** More digits than the errors leave are in the file, and keep the reader from comparing. */
  private static final MathContext DIGITS = new MathContext(5);

  private static final Set<String> ROUNDED = Set.of("value", "std_error");

  private static final Set<String> SETTINGS = Set.of("case", "temperature");

  /** Not NaN, and nothing infinite. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d.*");

  private RunPage() {}

  /**
   * Renders the page of a run.
   *
   * @param csv its measurements
   * @param run its record
   * @param pages what is shown of each study
   * @return an HTML document
   * @throws DataException if a file is missing or damaged, or the two do not belong together
   * @throws IOException if a file cannot be read
   */
  public static String html(Path csv, Path run, Pages pages) throws IOException {
    RunJson record = RunJson.read(run);
    List<CSVRecord> rows = StoredMeasurements.read(csv);
    FinishedRun.requireDigest(csv, run, record);
    StudyPages study = pages.of(record.study());
    List<PageModel.Figure> drawn = study.figures(rows);
    String status = record.text("/status");
    boolean charts = drawn.stream().anyMatch(figure -> !figure.rows().isEmpty());
    return render(
        "report.jte",
        new PageModel(
            record.study(),
            study.finding(rows),
            status.equals("done") ? "" : status,
            facts(record),
            study.tables(rows),
            drawn,
            study.paperComparison(record, rows).stream().toList(),
            record.exhibits(),
            table(rows),
            charts ? scripts() : List.of()));
  }

  private static PageModel.Table table(List<CSVRecord> rows) {
    List<String> columns =
        SHOWN.stream()
            .filter(name -> rows.stream().anyMatch(row -> !row.get(name).isEmpty()))
            .filter(name -> !SHOWN_IF_SEVERAL.contains(name) || varies(rows, name))
            .toList();
    return new PageModel.Table(
        columns,
        rows.stream()
            .map(row -> columns.stream().map(name -> cell(name, row.get(name))).toList())
            .toList());
  }

  private static String cell(String column, String stored) {
    if (SETTINGS.contains(column)) {
      return Case.readable(stored);
    }
    return ROUNDED.contains(column) && NUMBER.matcher(stored).matches()
        ? Double.toString(new BigDecimal(stored).round(DIGITS).doubleValue())
        : stored;
  }

  private static boolean varies(List<CSVRecord> rows, String column) {
    return rows.stream().map(row -> row.get(column)).distinct().count() > 1;
  }

  /** Fills in a template. */
  static String render(String template, Object model) {
    TemplateOutput page = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html).render(template, model, page);
    return page.toString();
  }

  /** What was run, on what, how long, from which commit; what the record lacks is left out. */
  private static List<PageModel.Fact> facts(RunJson record) {
    String machine =
        String.join(
            ", ",
            Stream.of(
                    record.text("/processor"),
                    threads(record.text("/settings/threads")),
                    record.text("/settings/device"),
                    record.others())
                .filter(text -> !text.isEmpty())
                .toList());
    return Stream.of(
            new PageModel.Fact("Command", record.command()),
            new PageModel.Fact("Settings", record.settingsInWords()),
            new PageModel.Fact("Commit", record.commit()),
            new PageModel.Fact("Started", record.started()),
            new PageModel.Fact("Duration", record.duration()),
            new PageModel.Fact("Machine", machine),
            new PageModel.Fact("Java", record.text("/versions/java")),
            new PageModel.Fact("TensorFlow", record.text("/versions/tensorflow")))
        .filter(fact -> !fact.value().isEmpty())
        .toList();
  }

  private static String threads(String number) {
    return number + (number.equals("1") ? " thread" : " threads");
  }

  /** The charting library, in loading order. */
  static List<String> scripts() throws IOException {
    List<String> scripts = new ArrayList<>();
    for (String name : SCRIPTS) {
      Properties jar = new Properties();
      jar.load(
          new StringReader(resource("/META-INF/maven/org.webjars/" + name + "/pom.properties")));
      String version = jar.getProperty("version");
      String script =
          resource("/META-INF/resources/webjars/" + name + "/" + version + "/" + name + ".min.js");
      // There is no map next to the page that a debugger could ask for.
      scripts.add(script.replaceFirst("//# sourceMappingURL=\\S+\\s*$", ""));
    }
    return scripts;
  }

  private static String resource(String path) throws IOException {
    try (InputStream in = RunPage.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("class path must hold " + path + ", got none");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
