package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Runs with made-up numbers, on disk. */
final class ComparedFolders {

  private ComparedFolders() {}

  /** Writes a finished run of one commit. */
  static Path run(Path folder, String study, List<String> rows) throws IOException {
    Files.createDirectories(folder);
    Path csv = folder.resolve("measurements.csv");
    Files.writeString(
        csv, String.join(",", MeasurementsCsv.COLUMNS) + "\n" + String.join("\n", rows) + "\n");
    Files.writeString(
        folder.resolve("run.json"),
        """
        {"schema": 1, "study": "%s", "status": "done", "commit": "0123abc",
         "settings": {"preset": "standard", "seed": 1, "threads": 2},
         "measurements_sha256": "%s"}
        """
            .formatted(study, RunRecord.sha256(csv)));
    return folder;
  }

  /** A variance study whose one estimator has a variance of its own. */
  static List<String> variance(double variance) {
    return IntStream.range(0, 4)
        .boxed()
        .flatMap(
            i ->
                List.of(
                    variance(i, "variance_within", variance, 0.01, 800),
                    variance(i, "variance_between", 3, 0.03, 40),
                    variance(i, "train_loss", 120, 0.001, 800))
                    .stream())
        .toList();
  }

  private static String variance(int i, String metric, double value, double error, int count) {
    return String.format(
        Locale.ROOT,
        "variance,,digits,gr-mc%d,0.5,%d,16,12,20,1,500,%s,%s,%s,%d,nats^2",
        i + 1,
        i + 1,
        metric,
        i == 0 || !metric.equals("variance_within") ? value : 1,
        error * value,
        count);
  }

  /** One run of the study speed. */
  static List<String> speed(double ratio) {
    return List.of(
        "speed,draw,,st-gs,2.0,,2,240,20,1,,time_ms,0.6,,96,ms",
        "speed,draw,,st-gs,2.0,,2,240,20,1,,time_ratio,1.0,,96,",
        "speed,draw,,gr,2.0,,2,240,20,1,,time_ratio," + ratio + ",,96,");
  }
}
