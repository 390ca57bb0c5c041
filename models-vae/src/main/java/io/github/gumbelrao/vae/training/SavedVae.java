package io.github.gumbelrao.vae.training;

import io.github.gumbelrao.core.checkpoint.GraphVariables;
import io.github.gumbelrao.vae.data.BinaryImages;
import io.github.gumbelrao.vae.model.DiscreteVae;
import io.github.gumbelrao.vae.model.VaeSettings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A trained model as a TensorFlow SavedModel, for use without this library and from any language.
 *
 * <p>Two signatures. {@code encode} takes {@code images} [batch, 784] of float32, pixels 0 or 1,
 * and returns {@code probabilities} [batch, variables, arity] of the categories. {@code decode}
 * takes {@code code} [batch, variables, arity], one-hot, and returns {@code pixels} [batch, 784],
 * probabilities.
 */
public final class SavedVae {

  private SavedVae() {}

  /**
   * Writes the model of a run, with its parameters as they are now.
   *
   * @param run any run
   * @param folder of the SavedModel; must not exist yet, and appears when it is whole
   * @throws IOException if it exists or cannot be written
   */
  public static void export(TrainingRun run, Path folder) throws IOException {
    if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Path parent = folder.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    Path temporary = Files.createTempDirectory(parent, folder.getFileName() + ".part");
    try {
      // A folder of its own inside: a temporary one can be read by its owner alone.
      Path beside = Files.createDirectory(temporary.resolve("model"));
      write(run, beside);
      Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(temporary);
    }
  }

  /** Of a model that was written it is empty; of one that was not, half of it would be left. */
  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> beneath = Files.walk(folder)) {
      all = beneath.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  private static void write(TrainingRun run, Path folder) throws IOException {
    VaeSettings settings = run.settings().model();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      // The initial values are written over, so that their seed does not matter.
      DiscreteVae<TFloat32> vae =
          DiscreteVae.of(tf, TFloat32.class, settings, run.data().train().pixelMeans(), 0);
      GraphVariables variables = GraphVariables.of(tf, graph);
      Signature encode = encode(tf, vae);
      Signature decode = decode(tf, vae, settings);
      try (Session session = new Session(graph)) {
        session.initialize();
        SortedMap<String, float[]> own = run.variables();
        own.keySet().retainAll(variables.read(session).keySet());
        variables.write(session, own);
        SavedModelBundle.exporter(folder.toString())
            .withFunctions(
                SessionFunction.create(encode, session), SessionFunction.create(decode, session))
            .export();
      }
    }
  }

  private static Signature encode(Ops tf, DiscreteVae<TFloat32> vae) {
    Placeholder<TFloat32> images =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, BinaryImages.PIXELS)));
    return Signature.builder()
        .key("encode")
        .input("images", images)
        .output("probabilities", tf.nn.softmax(vae.encode(tf, images).logits()))
        .build();
  }

  private static Signature decode(Ops tf, DiscreteVae<TFloat32> vae, VaeSettings settings) {
    Shape shape = Shape.of(-1, settings.variables(), settings.arity());
    Placeholder<TFloat32> code = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    return Signature.builder()
        .key("decode")
        .input("code", code)
        .output("pixels", tf.math.sigmoid(vae.decode(tf, code)))
        .build();
  }
}
