package io.github.gumbelrao.bench.measurement.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of a run that are kept: every bit of their numbers, and nothing that is damaged. */
class MeasuredPartsTest {

  private static final String NAME = "arity-4-step-5-gr-t0.5";

  /** Numbers whose shortest text is long, and those that JSON has none for. */
  private static final Part PART =
      new Part(
          "gr",
          List.of(0.1, 1.0 / 3, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 2.0e-3),
          List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY),
          new Inner(7, Double.NaN));

  private final List<String> warned = new ArrayList<>();
  @TempDir Path temporary;
  private Path folder;
  private MeasuredParts parts;

  private record Inner(int count, double value) {}

  private record Part(String text, List<Double> finite, List<Double> others, Inner inner) {}

  @BeforeEach
  void namesTheFolder() {
    folder = temporary.resolve("checkpoints");
    parts = MeasuredParts.in(folder, "settings 1", warned::add);
  }

  private Path file() {
    return folder.resolve(NAME + ".ckpt");
  }

  @Test
  void everyNumberComesBackAsItWas() throws IOException {
    assertThat(parts.find(NAME, Part.class)).isEmpty();
    parts.keep(NAME, PART);
    assertThat(parts.find(NAME, Part.class)).contains(PART);
    assertThat(parts.find("another", Part.class)).isEmpty();
    assertThat(warned).isEmpty();
  }

  @Test
  void theLastOneThatWasKeptCounts() throws IOException {
    parts.keep(NAME, PART);
    Part later = new Part("later", List.of(), List.of(), new Inner(1, 2));
    parts.keep(NAME, later);
    assertThat(parts.find(NAME, Part.class)).contains(later);
  }

  /** Every byte, changed or cut off, makes the part as good as missing. */
  @Test
  void noDamagedPartIsUsed() throws IOException {
    parts.keep(NAME, PART);
    byte[] whole = Files.readAllBytes(file());
    String sentence = file() + " does not match its own SHA-256; it is made again";
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      for (byte[] damaged : List.of(flipped, Arrays.copyOf(whole, i))) {
        Files.write(file(), damaged);
        warned.clear();
        assertThat(parts.find(NAME, Part.class)).as("byte " + i).isEmpty();
        assertThat(warned).as("byte " + i).containsExactly(sentence);
      }
    }
  }

  /** As where somebody deleted the record of a run, and not what it had kept. */
  @Test
  void aPartOfAnotherRunIsNotUsed() throws IOException {
    parts.keep(NAME, PART);
    MeasuredParts others = MeasuredParts.in(folder, "settings 2", warned::add);
    assertThat(others.find(NAME, Part.class)).isEmpty();
    assertThat(warned).containsExactly(file() + " is of another run; it is made again");
    assertThat(parts.find(NAME, Part.class)).contains(PART);
  }

  @Test
  void aPartOfAnotherKindIsNotUsed() throws IOException {
    parts.keep(NAME, new Inner(1, 2));
    assertThat(parts.find(NAME, Part.class)).isEmpty();
    assertThat(warned)
        .containsExactly(file() + " holds what no run of this version saved; it is made again");
  }

  @Test
  void allAreDeletedAndNothingElse() throws IOException {
    parts.delete();
    parts.keep(NAME, PART);
    Files.writeString(folder.resolve("notes.txt"), "mine");
    parts.delete();
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("notes.txt"));
    }
  }

  @Test
  void whatIsForgottenIsNotFound() throws IOException {
    MeasuredParts none = MeasuredParts.forgotten();
    none.keep(NAME, PART);
    assertThat(none.find(NAME, Part.class)).isEmpty();
    none.delete();
  }
}
