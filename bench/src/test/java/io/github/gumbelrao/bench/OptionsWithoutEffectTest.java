package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option that would be ignored is refused before any work, also by a dry run. */
class OptionsWithoutEffectTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listops --check=none.tsv --epochs=3 |"
            + " --epochs has no effect with --check; leave one of them out",
        "listops --check=none.tsv --seed=3 |"
            + " --seed has no effect with --check; leave one of them out",
        "regression --promote --alpha=0.1 |"
            + " --alpha has no effect with --promote; leave one of them out",
        "speed --jmh --steps=3 --dry-run |"
            + " --steps has no effect with --jmh; leave one of them out",
        "list --times=times.csv | --times needs --record",
        "bias --reference=exact --reference-passes=3 --dry-run |"
            + " --reference-passes needs --reference rloo, got an exact reference",
        "vae --estimators=reinforce --temperatures=0.4 --dry-run |"
            + " --temperatures has no effect with reinforce, which has none; leave it out",
        "listops --train-size=0 --dry-run | train-size must be >= 1, got 0",
        "listops --train-size=-1 --dry-run | train-size must be >= 1, got -1",
      })
  void isRefusedInOneSentence(String line, String message) {
    String[] arguments = line.split(" ", -1);
    assertThat(Outcome.of(arguments))
        .isEqualTo(
            new Outcome(2, "", message + "\nTry 'gumbel-rao " + arguments[0] + " --help'.\n"));
  }

  @Test
  void theSizeOfATrainingSetThatIsReadIsRefused() throws IOException {
    Path train = folder.resolve("listops/train_d20s.tsv");
    Files.createDirectories(train.getParent());
    Files.writeString(train, "3\t3\n");
    assertThat(Outcome.of("listops", "--data-dir=" + folder, "--train-size=1", "--dry-run"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "--train-size needs a training set that is generated, got "
                    + train
                    + "\nTry 'gumbel-rao listops --help'.\n"));
  }
}
