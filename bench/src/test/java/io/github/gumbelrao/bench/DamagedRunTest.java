package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that reads runs, on a damaged one: exit code 3, one sentence, nothing written. */
class DamagedRunTest {

  /** What can happen to a run's files. */
  private enum Damage {
    CSV_CUT_SHORT("measurements.csv") {
      @Override
      byte[] of(byte[] whole) {
        return Arrays.copyOf(whole, whole.length - 30);
      }
    },
    CSV_CUT_BY_A_ROW("measurements.csv") {
      @Override
      byte[] of(byte[] whole) {
        String text = text(whole);
        return bytes(text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));
      }
    },
    CSV_EDITED("measurements.csv") {
      @Override
      byte[] of(byte[] whole) {
        return bytes(text(whole).replace("train_loss,120", "train_loss,130"));
      }
    },
    CSV_WITH_OTHER_COLUMNS("measurements.csv") {
      @Override
      byte[] of(byte[] whole) {
        return bytes(text(whole).replace("std_error", "error"));
      }
    },
    CSV_NOT_UTF8("measurements.csv") {
      @Override
      byte[] of(byte[] whole) {
        byte[] broken = whole.clone();
        broken[broken.length / 2] = (byte) 0xff;
        return broken;
      }
    },
    CSV_EMPTY("measurements.csv") {
      @Override
      byte[] of(byte[] whole) {
        return new byte[0];
      }
    },
    CSV_WITH_A_SIZE_NO_MODEL_HAS("measurements.csv") {
      @Override
      byte[] of(byte[] whole) {
        return bytes(text(whole).replaceFirst(",16,", ",99999999999,"));
      }
    },
    RUN_WITH_A_COUNT_THAT_IS_NONE("run.json") {
      @Override
      byte[] of(byte[] whole) {
        return bytes(
            text(whole).replaceFirst("\"settings\": \\{", "$0\"minibatches\": \"many\", "));
      }
    },
    RUN_WITH_A_COUNT_THAT_NOBODY_COUNTS("run.json") {
      @Override
      byte[] of(byte[] whole) {
        return bytes(text(whole).replaceFirst("\"settings\": \\{", "$0\"minibatches\": 9e18, "));
      }
    },
    RUN_CUT_SHORT("run.json") {
      @Override
      byte[] of(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
      }
    },
    RUN_EMPTY("run.json") {
      @Override
      byte[] of(byte[] whole) {
        return new byte[0];
      }
    },
    RUN_OF_NEXT_SCHEMA("run.json") {
      @Override
      byte[] of(byte[] whole) {
        return bytes(text(whole).replace("\"schema\": 1", "\"schema\": 2"));
      }
    },
    RUN_WITH_OTHER_DIGEST("run.json") {
      @Override
      byte[] of(byte[] whole) {
        return bytes(text(whole).replaceFirst("sha256\": \"[0-9a-f]{8}", "sha256\": \"00000000"));
      }
    };

    private final String file;

    Damage(String file) {
      this.file = file;
    }

    abstract byte[] of(byte[] whole);

    private static String text(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  @TempDir Path folder;
  private Path sound;
  private Path damaged;

  @BeforeEach
  void writeTwoRuns() throws IOException {
    sound = folder.resolve("sound");
    damaged = folder.resolve("damaged");
    for (Path runs : List.of(sound, damaged)) {
      ComparedFolders.run(runs.resolve("variance"), "variance", ComparedFolders.variance(1));
    }
  }

  static Stream<Arguments> damages() {
    List<List<String>> commands =
        List.of(
            List.of("report", "damaged/variance"),
            List.of("compare", "damaged", "sound", "--out=out"),
            List.of("compare", "sound", "damaged", "--out=out"),
            List.of("regression", "--baseline=damaged", "--latest=sound", "--out=out"),
            List.of("regression", "--baseline=sound", "--latest=damaged", "--out=out"),
            List.of("regression", "--promote", "--baseline=sound", "--latest=damaged"),
            List.of("list", "--record", "damaged", "--times=times.csv"));
    return commands.stream()
        .flatMap(
            command -> Arrays.stream(Damage.values()).map(damage -> Arguments.of(command, damage)));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("damages")
  void isRefusedInOneSentence(List<String> command, Damage damage) throws IOException {
    Path file = damaged.resolve("variance").resolve(damage.file);
    byte[] whole = Files.readAllBytes(file);
    byte[] broken = damage.of(whole);
    assertThat(broken).isNotEqualTo(whole);
    Files.write(file, broken);
    List<Path> before = files();
    List<String> words = new ArrayList<>();
    for (String word : command) {
      words.add(word.replaceAll("(^|=)(damaged|sound|out|times)", "$1" + folder + "/$2"));
    }
    Outcome outcome = Outcome.of(words.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .hasLineCount(1)
        .contains(damaged.resolve("variance").toString())
        .doesNotContain("Exception");
    assertThat(files()).isEqualTo(before);
    assertThat(file).hasBinaryContent(broken);
  }
}
