package io.github.gumbelrao.vae.training;

// #savedmodel
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;

/** A discrete VAE that was exported by {@code vae --export DIR}. */
final class LoadedVae implements AutoCloseable {

  private final SavedModelBundle model;

  private LoadedVae(SavedModelBundle model) {
    this.model = model;
  }

  static LoadedVae of(Path folder) {
    return new LoadedVae(SavedModelBundle.load(folder.toString()));
  }

  /** Probabilities of the categories of each latent variable, given the 784 pixels of an image. */
  float[][] encode(byte[] pixels) {
    float[][] images = new float[1][pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      images[0][i] = pixels[i];
    }
    try (TFloat32 input = TFloat32.tensorOf(StdArrays.ndCopyOf(images));
        Result result = model.function("encode").call(Map.of("images", input))) {
      return StdArrays.array3dCopyOf((TFloat32) result.get("probabilities").get())[0];
    }
  }

  /** Probabilities of the 784 pixels, given the category of each latent variable. */
  float[] decode(int[] code, int arity) {
    float[][][] oneHot = new float[1][code.length][arity];
    for (int variable = 0; variable < code.length; variable++) {
      oneHot[0][variable][code[variable]] = 1;
    }
    try (TFloat32 input = TFloat32.tensorOf(StdArrays.ndCopyOf(oneHot));
        Result result = model.function("decode").call(Map.of("code", input))) {
      return StdArrays.array2dCopyOf((TFloat32) result.get("pixels").get())[0];
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
// /#savedmodel
