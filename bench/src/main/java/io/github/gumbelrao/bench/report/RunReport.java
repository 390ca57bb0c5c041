package io.github.gumbelrao.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import io.github.gumbelrao.bench.results.Exhibit;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.commons.csv.CSVRecord;

/**
 * One page that shows a run: what it was, figures, and every number.
 *
 * <p>The page holds its scripts and its data, so it opens from disk and makes no request. Equal
 * inputs give equal bytes.
 */
public final class RunReport {

  /** The charting library, in loading order. */
  private static final List<String> SCRIPTS = List.of("vega", "vega-lite", "vega-embed");

  private static final ObjectMapper JSON = new ObjectMapper();

  private RunReport() {}

  /**
   * Renders the page of a run.
   *
   * @param csv its measurements
   * @param run its record
   * @return an HTML document
   * @throws IOException if a file cannot be read
   */
  public static String of(Path csv, Path run) throws IOException {
    JsonNode record = JSON.readTree(run.toFile());
    List<CSVRecord> rows = MeasurementRows.read(csv);
    List<ReportModel.Figure> figures = figures(record.get("study").asText(), rows);
    TemplateOutput page = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html)
        .render(
            "report.jte",
            new ReportModel(
                record.get("study").asText(),
                facts(record),
                figures,
                exhibits(record),
                MeasurementRows.table(rows),
                figures.isEmpty() ? List.of() : scripts()),
            page);
    return page.toString();
  }

  /** A study without figures has a page of its head and its table. */
  private static List<ReportModel.Figure> figures(String study, List<CSVRecord> rows) {
    StudyFigures figures = StudyFigures.ALL.get(study);
    return figures == null ? List.of() : figures.of(rows);
  }

  private static List<Exhibit> exhibits(JsonNode record) throws IOException {
    List<Exhibit> exhibits = new ArrayList<>();
    for (JsonNode exhibit : record.path("exhibits")) {
      exhibits.add(JSON.treeToValue(exhibit, Exhibit.class));
    }
    return exhibits;
  }

  /** What was run, on what, how long, from which commit. */
  private static List<ReportModel.Fact> facts(JsonNode record) {
    List<ReportModel.Fact> facts = new ArrayList<>();
    add(facts, "Data", record.at("/settings/dataset"));
    add(facts, "Preset", record.at("/settings/preset"));
    String commit = record.get("commit").asText();
    String dirty = record.get("dirty").asBoolean() ? " (with uncommitted changes)" : "";
    facts.add(new ReportModel.Fact("Commit", commit + dirty));
    add(facts, "Started", record.get("started"));
    facts.add(new ReportModel.Fact("Duration", record.get("duration_s").asText() + " s"));
    String threads = record.at("/settings/threads").asText();
    facts.add(
        new ReportModel.Fact(
            "Machine",
            record.get("processor").asText()
                + ", "
                + threads
                + " threads, "
                + record.at("/settings/device").asText()));
    add(facts, "Java", record.at("/versions/java"));
    add(facts, "TensorFlow", record.at("/versions/tensorflow"));
    return facts;
  }

  private static void add(List<ReportModel.Fact> facts, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      facts.add(new ReportModel.Fact(name, value.asText()));
    }
  }

  private static List<String> scripts() throws IOException {
    List<String> scripts = new ArrayList<>();
    for (String name : SCRIPTS) {
      Properties jar = new Properties();
      jar.load(
          new StringReader(resource("/META-INF/maven/org.webjars/" + name + "/pom.properties")));
      String version = jar.getProperty("version");
      scripts.add(
          resource("/META-INF/resources/webjars/" + name + "/" + version + "/" + name + ".min.js"));
    }
    return scripts;
  }

  private static String resource(String path) throws IOException {
    try (InputStream in = RunReport.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("class path must hold " + path + ", got none");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
