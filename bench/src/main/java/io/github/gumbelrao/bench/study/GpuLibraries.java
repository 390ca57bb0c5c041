package io.github.gumbelrao.bench.study;

import com.sun.jna.NativeLibrary;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The libraries that TensorFlow 2.18 opens on a machine with an NVIDIA GPU, by the names it opens
 * them by; without any of them it finds no GPU.
 */
final class GpuLibraries {

  /**
   * A library.
   *
   * @param file its name
   * @param from what brings it
   */
  record Library(String file, String from) {}

  /** The driver first: without it the others are of no use. */
  static final List<Library> ALL =
      List.of(
          new Library("libcuda.so.1", "NVIDIA's driver"),
          new Library("libcudart.so.12", "CUDA 12"),
          new Library("libcublas.so.12", "CUDA 12"),
          new Library("libcublasLt.so.12", "CUDA 12"),
          new Library("libcufft.so.11", "CUDA 12"),
          new Library("libcusolver.so.11", "CUDA 12"),
          new Library("libcusparse.so.12", "CUDA 12"),
          new Library("libcudnn.so.9", "cuDNN 9"));

  private GpuLibraries() {}

  /** The first that this machine does not have. */
  static Optional<Library> missing() {
    return missing(GpuLibraries::loadable);
  }

  /** The first that cannot be loaded. */
  static Optional<Library> missing(Predicate<String> loadable) {
    return ALL.stream().filter(library -> !loadable.test(library.file())).findFirst();
  }

  private static boolean loadable(String file) {
    try {
      NativeLibrary.getInstance(file).close();
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }
}
