package io.github.gumbelrao.vae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.vae.data.BinaryImages;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported model, loaded as a stranger would: what it decodes is what the run decodes. */
class SavedVaeTest {

  @TempDir Path folder;

  private static TrainingRun trained() {
    TrainingSettings settings = TinyTraining.settings("gr-mc3", TemperatureSchedule.constant(0.6));
    TrainingRun run = TrainingRun.start(settings, TinyTraining.DATA, TinyTraining.THREADS);
    for (int i = 0; i < 20; i++) {
      run.advance();
    }
    return run;
  }

  /**
   * The run decodes exact draws of the posterior, the loaded model the 4^4 codes there are: for
   * each picture of the run there is a code whose picture is the same, at likely codes more often.
   */
  @Test
  void theLoadedModelIsTheTrainedOne() throws IOException {
    try (TrainingRun run = trained()) {
      Path saved = folder.resolve("saved model \u00e4");
      SavedVae.export(run, saved);
      BinaryImages images = run.data().valid();
      double[] expected = run.reconstructions(images);
      try (LoadedVae loaded = LoadedVae.of(saved)) {
        for (int i = 0; i < images.size(); i++) {
          float[][] probabilities = loaded.encode(images.rows(i));
          assertThat(probabilities).hasDimensions(4, 4);
          for (float[] variable : probabilities) {
            double total = IntStream.range(0, 4).mapToDouble(k -> variable[k]).sum();
            assertThat(Math.abs(total - 1)).isLessThan(1e-5);
          }
          assertThat(bestMatch(loaded, expected, i)).isLessThan(1e-5);
        }
      }
      // Negative control: a model that learned on does not decode the same any more.
      run.advance();
      double[] moved = run.reconstructions(images);
      try (LoadedVae loaded = LoadedVae.of(saved)) {
        assertThat(bestMatch(loaded, moved, 0)).isGreaterThan(1e-5);
      }
    }
  }

  /** The gap between a picture and the nearest of all codes. */
  private static double bestMatch(LoadedVae loaded, double[] pictures, int row) {
    double best = Double.POSITIVE_INFINITY;
    for (int number = 0; number < 256; number++) {
      int[] code = {number >> 6 & 3, number >> 4 & 3, number >> 2 & 3, number & 3};
      float[] pixels = loaded.decode(code, 4);
      double gap = 0;
      for (int i = 0; i < pixels.length; i++) {
        gap = Math.max(gap, Math.abs(pixels[i] - pictures[row * BinaryImages.PIXELS + i]));
      }
      best = Math.min(best, gap);
    }
    return best;
  }

  @Test
  void doesNotReplaceWhatIsThere() throws IOException {
    Path saved = Files.createDirectory(folder.resolve("saved"));
    try (TrainingRun run = trained()) {
      assertThatThrownBy(() -> SavedVae.export(run, saved))
          .isInstanceOf(FileAlreadyExistsException.class)
          .hasMessage(saved.toString());
    }
  }

  /** A run whose session is closed has no parameters to write. */
  @Test
  void anExportThatFailsLeavesNothingBeside() {
    TrainingRun run = trained();
    run.close();
    assertThatThrownBy(() -> SavedVae.export(run, folder.resolve("saved")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder).isEmptyDirectory();
  }
}
