package io.github.gumbelrao.bench.measurement.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightHistoryTest {

  private static final Instant FIRST = Instant.parse("2026-11-28T02:17:00Z");
  private static final String COMMIT = "1c173aac99";

  @TempDir Path folder;

  private static Night night(Instant started, String commit, double value) {
    Map<MeasurementKey, NightValue> rows = new LinkedHashMap<>();
    rows.put(
        Keys.of("variance", "gr-mc10", "variance_within"),
        new NightValue(new Estimate(value, 0.25), 2));
    rows.put(Keys.of("speed", "gr", "time_ratio"), NightValue.of(Estimate.alone(0.1 + 0.2)));
    rows.put(Keys.of("vae", "a, \"b\"", "valid_loss"), NightValue.of(Estimate.alone(Double.NaN)));
    return new Night(started, commit, rows);
  }

  @Test
  void whatIsAddedIsReadBackInTheOrderOfTheNights() throws IOException {
    Night first = night(FIRST, "ffff", 1);
    Night second = night(FIRST.plusSeconds(60), "aaaa-modified", -2e-300);
    Path file = NightHistory.add(folder, second);
    NightHistory.add(folder, first);
    Files.writeString(folder.resolve("trend.html"), "no night");
    assertThat(file.getFileName()).hasToString("2026-11-28-aaaa-modified.csv");
    assertThat(NightHistory.read(folder)).containsExactly(first, second);
  }

  /** As they were written before the degrees of freedom were. */
  @Test
  void olderNightsAreRead() throws IOException {
    Path file = NightHistory.add(folder, night(FIRST, COMMIT, 4.5));
    String older =
        Files.readString(file)
            .replaceAll("# night.*\n", "")
            .replace(",degrees\n", "\n")
            .replace(",2.0\n", "\n")
            .replace(",,\n", ",\n");
    String digest = HexFormat.of().formatHex(Sha256.of(older));
    Files.writeString(
        file, older + "# night " + FIRST + " of commit " + COMMIT + ", sha256 " + digest + "\n");
    MeasurementKey variance = Keys.of("variance", "gr-mc10", "variance_within");
    assertThat(NightHistory.read(folder).get(0).rows())
        .hasSize(3)
        .containsEntry(variance, NightValue.of(new Estimate(4.5, 0.25)));
  }

  @Test
  void withoutAFolderThereIsNoNight() throws IOException {
    assertThat(NightHistory.read(folder.resolve("none"))).isEmpty();
    assertThat(NightHistory.read(folder)).isEmpty();
  }

  @Test
  void nightsOfOneDateAndCommitDoNotReplaceEachOther() throws IOException {
    List<Night> nights = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      nights.add(night(FIRST.plusSeconds(i), COMMIT, i));
    }
    for (Night night : nights) {
      NightHistory.add(folder, night);
    }
    assertThat(folder.resolve("2026-11-28-1c173aac99.10.csv")).exists();
    assertThat(NightHistory.read(folder)).isEqualTo(nights);
    // The very same night is one, as after a kill before the process could say that it is there.
    NightHistory.add(folder, nights.get(1));
    assertThat(NightHistory.read(folder)).isEqualTo(nights);
  }

  private void assertDamaged(Path file, String text, String message) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(() -> NightHistory.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessage(file + message);
    // Nor is a night added beside what is damaged.
    assertThatThrownBy(() -> NightHistory.add(folder, night(FIRST.plusSeconds(1), COMMIT, 1)))
        .isInstanceOf(DataException.class);
  }

  @Test
  void whatIsDamagedIsNamedByItsLine() throws IOException {
    Path file = NightHistory.add(folder, night(FIRST, COMMIT, 4.5));
    String sound = Files.readString(file);
    String modified = ", line 5: must hold the SHA-256 of the lines above: the file was modified";
    assertDamaged(file, sound.replace(",4.5,", ",4.6,"), modified);
    List<String> lines = sound.lines().toList();
    assertDamaged(
        file, sound.replace(lines.get(2) + "\n", ""), modified.replace("line 5", "line 4"));
    assertDamaged(
        file, sound.replace(",4.5,", ",much,"), ", row 1: value must be a number, got 'much'");
    assertDamaged(
        file,
        sound.replace(",0.25,2.0\n", ",-0.25,2.0\n"),
        ", row 1: std_error must be >= 0, got -0.25");
    assertDamaged(file, sound.replace(",2.0\n", ",0\n"), ", row 1: degrees must be > 0, got '0'");
    assertDamaged(file, sound.replace(",2.0\n", ",\n"), ", row 1: degrees must be > 0, got ''");
    assertDamaged(
        file,
        sound.replace(lines.get(2), lines.get(1)),
        ", row 2: must be the only one of its measurement, and is not");
    String cut = "must be the last one of a night, with its SHA-256: the file was cut short";
    assertDamaged(file, sound.substring(0, sound.indexOf("# night")), ", line 4: " + cut);
    assertDamaged(file, sound.substring(0, sound.length() - 2), ", line 5: " + cut);
    assertDamaged(file, "", ", line 1: " + cut);
    assertDamaged(
        file,
        sound.replace("of commit " + COMMIT, "of commit aaaa"),
        ", line 5: must name the night that the file is named by");
    Files.writeString(file, sound);
    assertThat(NightHistory.read(folder)).hasSize(1);
  }

  @Test
  void anotherCsvIsNoNight() throws IOException {
    Path other = Files.writeString(folder.resolve("notes.csv"), "");
    assertThatThrownBy(() -> NightHistory.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessage(other + " must be named by date and commit, such as 2026-11-28-1c173aac99.csv");
  }

  @Test
  void repetitionsAreOneNumberAndManyCasesTheirMean() {
    Map<MeasurementKey, List<Observation>> rows = new LinkedHashMap<>();
    MeasurementKey ratio = Keys.of("speed", "gr", "time_ratio");
    rows.put(
        ratio, List.of(Keys.row(1, Double.NaN), Keys.row(2, Double.NaN), Keys.row(3, Double.NaN)));
    rows.put(Keys.of("speed", "gr", "time_ms"), List.of(Keys.row(1, Double.NaN)));
    MeasurementKey point = Keys.of("simplex", "gr", "mse");
    int cases = Night.MAX_CASES + 1;
    for (int i = 0; i < cases; i++) {
      rows.put(point.withCase("p=" + i), List.of(new Observation("1", new Estimate(i, 2), 8)));
    }
    Night night =
        Night.of(
            FIRST,
            "1C173AAC99887766 (with uncommitted changes)",
            RepeatedMeasurements.of(rows),
            DeclaredMetrics.ALL);
    assertThat(night.commit()).isEqualTo("1c173aac99-modified");
    assertThat(night.rows())
        .containsOnlyKeys(ratio, point.withCase("mean over cases"))
        .containsEntry(ratio, new NightValue(new Estimate(2, Math.sqrt(1.0 / 3)), 2))
        .containsEntry(
            point.withCase("mean over cases"),
            new NightValue(
                new Estimate((cases - 1) / 2.0, Math.sqrt(4.0 * cases) / cases), 8.0 * cases));
  }
}
