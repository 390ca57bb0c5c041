package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.listops.Expression;
import io.github.gumbelrao.listops.GeneratorSettings;
import io.github.gumbelrao.listops.ListOpsExample;
import io.github.gumbelrao.listops.ListOpsGenerator;
import io.github.gumbelrao.listops.ListOpsReader;
import io.github.gumbelrao.listops.training.ListOpsData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The data of a ListOps study, and where they came from.
 *
 * @param name in results: {@code generated}, {@code listops}, or {@code listops-generated-train}
 * @param data training, validation and test set
 * @param sha256 digest of each file, by its name
 */
record ListOpsFiles(String name, ListOpsData data, SortedMap<String, String> sha256) {

  /** As many as the released training file has. */
  private static final int RELEASED_TRAIN = 90_000;

  private static final List<String> ENDINGS = List.of("", ".gz");

  /**
   * How many examples are generated.
   *
   * @param trainSize for training, at least 1
   * @param validSize for validation, and for the test
   */
  record Sizes(
      @Setting("training examples, at least 1, where they are generated") int trainSize,
      int validSize) {

    /** Checks what can be typed. */
    Sizes {
      Checks.atLeast("train-size", trainSize, 1);
      MemoryLimit.checkedExamples(trainSize);
    }

    /** Those of a preset. */
    static Sizes of(Preset preset) {
      return switch (preset) {
        case QUICK -> new Sizes(2000, 500);
        case STANDARD -> new Sizes(10_000, 1000);
        case PAPER -> new Sizes(30_000, 5000);
      };
    }
  }

  /**
   * Generates all three sets.
   *
   * @throws IllegalArgumentException if there are not so many distinct examples
   */
  static ListOpsFiles generated(int maxLength, Sizes sizes, long seed) {
    List<List<ListOpsExample>> splits =
        ListOpsGenerator.splits(
            GeneratorSettings.upTo(maxLength, seed),
            sizes.trainSize,
            sizes.validSize,
            sizes.validSize);
    return new ListOpsFiles(
        "generated", new ListOpsData(splits.get(0), splits.get(1), splits.get(2)), new TreeMap<>());
  }

  /**
   * Reads the released sets; a missing training set is generated in its size, by the same law, and
   * without the examples of the others.
   *
   * @param folder holds the folder listops
   * @param seed of the generated training set
   * @throws IOException if a file is missing or damaged
   */
  static ListOpsFiles read(Path folder, long seed) throws IOException {
    SortedMap<String, String> sha256 = new TreeMap<>();
    List<ListOpsExample> valid = required(folder, "valid", sha256);
    List<ListOpsExample> test = required(folder, "test", sha256);
    Optional<Path> train = train(folder);
    if (train.isPresent()) {
      List<ListOpsExample> examples = read(train.get(), sha256);
      return new ListOpsFiles("listops", new ListOpsData(examples, valid, test), sha256);
    }
    Set<Expression> known = new HashSet<>();
    Stream.concat(valid.stream(), test.stream()).forEach(each -> known.add(each.expression()));
    List<ListOpsExample> generated =
        ListOpsGenerator.examples(GeneratorSettings.released(seed), RELEASED_TRAIN).stream()
            .filter(each -> !known.contains(each.expression()))
            .toList();
    return new ListOpsFiles(
        "listops-generated-train", new ListOpsData(generated, valid, test), sha256);
  }

  /** The training file in a folder, if it holds one. */
  static Optional<Path> train(Path folder) {
    return find(folder, "train");
  }

  private static List<ListOpsExample> required(
      Path folder, String part, SortedMap<String, String> sha256) throws IOException {
    Optional<Path> file = find(folder, part);
    if (file.isEmpty()) {
      throw new DataException(
          folder + " must hold listops/" + part + "_d20s.tsv, plain or .gz, got neither");
    }
    return read(file.get(), sha256);
  }

  private static List<ListOpsExample> read(Path file, SortedMap<String, String> sha256)
      throws IOException {
    List<ListOpsExample> examples = ListOpsReader.readAll(file);
    if (examples.isEmpty()) {
      throw new DataException(file + " must have at least one row, got none");
    }
    sha256.put(String.valueOf(file.getFileName()), RunRecord.sha256(file));
    return examples;
  }

  private static Optional<Path> find(Path folder, String part) {
    return ENDINGS.stream()
        .map(ending -> folder.resolve("listops").resolve(part + "_d20s.tsv" + ending))
        .filter(Files::exists)
        .findFirst();
  }
}
