package io.github.gumbelrao.bench.testing;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small runs of every study that has figures, with made-up numbers. */
public final class FixtureRun {

  private FixtureRun() {}

  /** Writes measurements and record into a new folder beneath {@code out}. */
  public static Path write(Path out, String study, List<String> rows, String more)
      throws IOException {
    Path folder = Files.createDirectory(out.resolve(study));
    Path csv = folder.resolve("measurements.csv");
    Files.writeString(
        csv, String.join(",", MeasurementsCsv.COLUMNS) + "\n" + String.join("\n", rows) + "\n");
    Files.writeString(
        folder.resolve("run.json"),
        """
        {"schema": 1, "study": "%s", "status": "done", "command": ["%s", "--preset", "quick"],
         "commit": "0123abc", "dirty": false, "started": "2026-01-01T00:00:00.123Z",
         "duration_s": 3725.5, "processor": "A Processor",%s
         "measurements_sha256": "%s",
         "settings": {"preset": "quick", "estimators": ["st-gs", "gr-mc100"], "seed": 1,
           "hidden": 512, "threads": 2, "device": "cpu"},
         "versions": {"java": "17", "tensorflow": "2.18.0"}}\
        """
            .formatted(study, study, more, RunRecord.sha256(csv)));
    return folder;
  }

  public static Path write(Path out, String study, List<String> rows) throws IOException {
    return write(out, study, rows, "");
  }

  /** Two estimators at three steps, with one number too many for a logarithmic axis. */
  public static List<String> variance() {
    List<String> rows = new ArrayList<>();
    for (String estimator : List.of("st-gs", "gr-mc100")) {
      for (int step : List.of(0, 100, 200)) {
        rows.add(
            "variance,,digits,%s,0.5,,16,12,20,1,%d,variance_within,%s,0.01,400,nats^2"
                .formatted(estimator, step, (step + estimator.length()) + ".12345678901234"));
      }
    }
    rows.add("variance,diverged,digits,gs,0.5,,16,12,20,1,0,variance_within,NaN,NaN,400,nats^2");
    rows.add("variance,,digits,gs,0.5,,16,12,20,1,100,variance_within,-1.0,0.1,400,nats^2");
    return rows;
  }

  /** Two estimators at two temperatures; one bias is hidden by noise, one negative. */
  public static List<String> bias() {
    String row = "bias,%s,digits,%s,%s,,4,3,20,1,300,%s,%s,0.01,2000,nats^2";
    List<String> rows = new ArrayList<>();
    rows.add("bias,,digits,exact,,,4,3,20,1,300,gradient_norm,5.0,0.5,20,nats");
    for (String metric : List.of("squared_bias", "variance_within", "mse")) {
      boolean hidden = metric.equals("squared_bias");
      String note = hidden ? "below the noise floor" : "";
      rows.add(row.formatted(note, "st-gs", "0.1", metric, hidden ? "-0.001" : "2.5"));
      rows.add(row.formatted(note, "gr-mc100", "0.1", metric, hidden ? "0.002" : "1.5"));
      rows.add(row.formatted("", "st-gs", "1.0", metric, "0.75"));
      rows.add(row.formatted("", "gr-mc100", "1.0", metric, "0.5"));
    }
    return rows;
  }

  /** Two estimators at two thresholds, the harder of which one run of three, or none, reached. */
  public static List<String> convergence() {
    String row = "convergence,%s,digits,%s,0.5,,16,12,20,1,500,%s,%s,%s,%d,iterations";
    List<String> rows = new ArrayList<>();
    for (String estimator : List.of("st-gs", "gr-mc100")) {
      boolean none = estimator.equals("st-gs");
      String easy = "valid_loss <= 170.0";
      String hard = "valid_loss <= 160.0";
      rows.add(row.formatted(easy, estimator, "iterations_to_threshold", "250.0", "10.0", 3));
      rows.add(row.formatted(easy, estimator, "runs_reached", "3.0", "", 3));
      rows.add(row.formatted(easy, estimator, "restricted_mean_iterations", "250.0", "10.0", 3));
      String why = none ? ": reached by none of 3 runs" : "";
      String number = none ? "NaN" : "400.0";
      rows.add(
          row.formatted(
              hard + why, estimator, "iterations_to_threshold", number, none ? "NaN" : "", 1));
      rows.add(row.formatted(hard, estimator, "runs_reached", none ? "0.0" : "1.0", "", 3));
      rows.add(row.formatted(hard, estimator, "restricted_mean_iterations", "480.0", "20.0", 3));
    }
    for (int step : List.of(0, 250, 500)) {
      rows.add(
          "convergence,,digits,st-gs,0.5,,16,12,20,1,%d,valid_loss,%d,0.5,3,nats"
              .formatted(step, 200 - step / 10));
    }
    rows.add(
        "convergence,\"seed 2, diverged at step 7: loss not finite\",digits,st-gs,0.5,,16,12,20,1,"
            + "7,valid_loss,NaN,NaN,0,nats");
    return rows;
  }

  public static List<String> speed() {
    List<String> rows = new ArrayList<>();
    for (String part : List.of("draw", "training-step")) {
      rows.add("speed,%s,,st-gs,2.0,,2,240,20,1,,time_ratio,1.0,,96,".formatted(part));
      rows.add("speed,%s,,gr-mc100,2.0,100,2,240,20,1,,time_ratio,7.5,,96,".formatted(part));
      rows.add("speed,%s,,gr-mc100,2.0,100,2,240,20,1,,time_ms,9.0,,96,ms".formatted(part));
    }
    // At another temperature, in the same panel; a loss that was not reached has no place there.
    String row = "speed,%s,digits,%s,%s,,16,12,20,1,200,%s,%s,%s,10,";
    for (String metric : List.of("time_to_variance_ratio", "time_to_loss_ratio")) {
      boolean loss = metric.equals("time_to_loss_ratio");
      String note = loss ? "valid_loss <= 180.0" : "";
      String none = loss ? note + ": reached by 1 of 2 runs in 90 steps" : "";
      rows.add(row.formatted(note, "st-gs", "0.5", metric, "1.0", "0.0"));
      rows.add(row.formatted(note, "gr-mc100", "0.5", metric, "0.75", "0.05"));
      rows.add(row.formatted(none, "reinmax", "1.0", metric, loss ? "NaN" : "1.5", "0.1"));
    }
    return rows;
  }

  public static List<String> jacobians() {
    return List.of(
        "jacobians,case 1: ok,,st-gs,0.1,,2,1,,1,,jacobian_distance,1.25,,5482,",
        "jacobians,case 2: too far,,st-gs,0.1,,2,1,,1,,jacobian_distance,6.5,,5482,",
        "jacobians,case 1: ok,,gr,0.1,,2,1,,1,,jacobian_distance,0.0,,5482,",
        "jacobians,case 2: 3 of 9 draws,,gr,0.1,,2,1,,1,,jacobian_distance,NaN,NaN,3,");
  }

  public static List<String> propositions() {
    List<String> rows = new ArrayList<>();
    String row = "propositions,\"toy, proposition %d\",,gr-mc%d,0.5,%d,3,1,%s,1,,%s,%s,%s,99,";
    for (int samples : List.of(1, 10, 100)) {
      for (int proposition : List.of(1, 3)) {
        String batch = proposition == 3 ? "4" : "";
        for (String metric : List.of("trace_ratio", "predicted_ratio")) {
          rows.add(
              row.formatted(
                  proposition, samples, samples, batch, metric, 0.5 + 0.5 / samples, "0.01"));
        }
      }
      rows.add(row.formatted(1, samples, samples, "", "verdict", samples < 50 ? "1.0" : "0.0", ""));
    }
    return rows;
  }

  /** The ten points of a grid, one of them without numbers, and a way of three steps. */
  public static List<String> simplex() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4 - i; j++) {
        double[] p = {(i + 1 / 3.0) / 4, (j + 1 / 3.0) / 4, (3 - i - j + 1 / 3.0) / 4};
        String point = String.format(Locale.ROOT, "p=%.6f;%.6f;%.6f", p[0], p[1], p[2]);
        rows.add("simplex," + point + ",,,,,3,1,,1,,objective," + p[0] * p[0] + ",,0,");
        for (String estimator : List.of("st-gs", "gr-mc1000")) {
          for (String temperature : List.of("1.0", "0.5")) {
            boolean singular = i == 0 && j == 0;
            rows.add(
                "simplex,%s,,%s,%s,,3,1,,1,,variance_within,%s,%s,100,"
                    .formatted(
                        singular ? point + ": A is infinite" : point,
                        estimator,
                        temperature,
                        singular ? "NaN" : p[0] / estimator.length(),
                        singular ? "NaN" : "0.001"));
          }
        }
      }
    }
    for (int step = 0; step < 3; step++) {
      rows.add(
          "simplex,start=0.8;0.1;0.1,,st-gs,0.5,,3,1,,1,%d,distance,%s,0.01,10,"
              .formatted(step, 0.5 / (1 + step)));
    }
    return rows;
  }
}
