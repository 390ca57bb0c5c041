package io.github.gumbelrao.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresetTimesTest {

  private static final PresetTime QUICK =
      new PresetTime("vae", Preset.QUICK, 20, 1000, "0123abc", 2);
  private static final PresetTime PAPER =
      new PresetTime("vae", Preset.PAPER, 36_000, 200_000, "0123abc", 4);
  private static final PresetTimes BOTH = new PresetTimes(List.of(PAPER, QUICK));

  @TempDir Path folder;

  /** 14,142 units are as far from the one as from the other: 1000 x 14.142 x 14.142 = 200,000. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1       | about 1 s on 2 cores, from the measured time of the preset quick",
        "1000    | about 20 s on 2 cores, from the measured time of the preset quick",
        "14100   | about 5 min on 2 cores, from the measured time of the preset quick",
        "14200   | about 43 min on 4 cores, from the measured time of the preset paper",
        "41667   | about 2 h 05 min on 4 cores, from the measured time of the preset paper",
        "2000000 | about 4 days on 4 cores, from the measured time of the preset paper",
      })
  void theTimeIsThatOfThePresetNearestInWork(long work, String sentence) {
    assertThat(BOTH.estimate("vae", work)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4, about 1 min with one worker",
    "4, 4, about 20 s with 4 workers",
    "64, 4, about 20 s with 64 workers",
    "4, 1, about 20 s with 4 workers"
  })
  void workersShareTheTrials(int workers, int trials, String sentence) {
    assertThat(BOTH.estimate("vae", 1000L * trials, trials, workers))
        .isEqualTo(sentence + ", from the measured time of the preset quick");
  }

  /** 200 trials of 1,000 units start as often as the smaller preset does, one of 200,000 once. */
  @ParameterizedTest
  @CsvSource({"200, about 1 h 07 min, quick", "1, about 10 h 00 min, paper"})
  void manySmallTrialsTakeTheTimeOfSmallOnes(int trials, String time, String preset) {
    assertThat(BOTH.estimate("vae", 200_000, trials, 1))
        .isEqualTo(time + " with one worker, from the measured time of the preset " + preset);
  }

  @Test
  void withoutAMeasuredPresetThereIsNoEstimate() {
    assertThat(BOTH.estimate("bias", 1))
        .isEqualTo("no estimate of the time: no preset of bias has been measured");
    PresetTimes quick = new PresetTimes(List.of(QUICK));
    assertThat(quick.estimate("vae", 500)).startsWith("about 10 s on 2 cores");
  }

  @Test
  void everyPresetIsListedMeasuredOrNot() {
    assertThat(BOTH.label("vae"))
        .isEqualTo("quick 20 s on 2 cores; standard not measured; paper 10 h 00 min on 4 cores");
    assertThat(BOTH.label("bias"))
        .isEqualTo("quick not measured; standard not measured; paper not measured");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1,1 s",
    "59.4,59 s",
    "59.5,1 min",
    "3569,59 min",
    "3571,1 h 00 min",
    "172799,2 days",
    "86400,24 h 00 min",
    "250000,3 days"
  })
  void durationsAreRounded(double seconds, String words) {
    assertThat(PresetTime.words(seconds)).isEqualTo(words);
  }

  @Test
  void aTableIsReadBackAndItsRowsReplaced() throws IOException {
    Path file = folder.resolve("times.csv");
    assertThat(PresetTimes.read(file).times()).isEmpty();
    BOTH.write(file);
    assertThat(file)
        .hasContent(
            """
            study,preset,seconds,work,commit,cores
            vae,quick,20.0,1000,0123abc,2
            vae,paper,36000.0,200000,0123abc,4
            """);
    assertThat(PresetTimes.read(file)).isEqualTo(BOTH);
    PresetTime faster = new PresetTime("vae", Preset.QUICK, 10, 1000, "4567def", 2);
    PresetTime other = new PresetTime("bias", Preset.QUICK, 10, 1000, "4567def", 2);
    assertThat(BOTH.with(List.of(faster, other)).times()).containsExactly(other, faster, PAPER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "study,preset | must begin with the header study,preset,seconds,work,commit,cores",
        "'study,preset,seconds,work,commit,cores\nvae,quick,1' | row 1: must have 6 cells, got 3",
        "'study,preset,seconds,work,commit,cores\nvae,quick,1,1,a,2\nvae,quick,2,1,a,2'"
            + " | row 2: must be the only time of its preset, and is not",
        "'study,preset,seconds,work,commit,cores\nvae,fast,1,1,a,2' | row 1: must hold a preset",
        "'study,preset,seconds,work,commit,cores\nvae,quick,0,1,a,2' | row 1: must hold a preset",
        "'study,preset,seconds,work,commit,cores\nvae,quick,1,0,a,2' | row 1: must hold a preset",
      })
  void aDamagedTableIsRefused(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("times.csv"), text + "\n");
    assertThatThrownBy(() -> PresetTimes.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  /** The table that the build carries is sound. */
  @Test
  void theKnownTimesAreThoseOfTheRepository() throws IOException {
    assertThat(PresetTimes.known())
        .isEqualTo(PresetTimes.read(Path.of("..", "reports", "preset-times.csv")));
  }
}
