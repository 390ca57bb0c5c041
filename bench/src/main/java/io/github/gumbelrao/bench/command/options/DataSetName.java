package io.github.gumbelrao.bench.command.options;

import io.github.gumbelrao.vae.data.BinarizedMnist;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.data.DownloadProgress;
import io.github.gumbelrao.vae.data.SyntheticDigits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The data sets of binary images, by the names they have in results. */
public enum DataSetName {
  DIGITS("generated 28 x 28 binary digits; nothing to download") {
    @Override
    DataSet load(Optional<Path> folder, DownloadProgress progress) {
      return SyntheticDigits.dataSet();
    }

    @Override
    public int heldOut() {
      return SyntheticDigits.heldOut();
    }
  },
  MNIST("fixed binarization of MNIST, from --data-dir, a cache, or downloaded") {
    @Override
    DataSet load(Optional<Path> folder, DownloadProgress progress) throws IOException {
      return folder.isPresent()
          ? BinarizedMnist.inFolder(folder.get()).load()
          : BinarizedMnist.cached(progress).load();
    }

    @Override
    public int heldOut() {
      return BinarizedMnist.heldOut();
    }
  };

  private final String summary;

  DataSetName(String summary) {
    this.summary = summary;
  }

  public String summary() {
    return summary;
  }

  /** Loads the set, from the given folder alone where one is given. */
  abstract DataSet load(Optional<Path> folder, DownloadProgress progress) throws IOException;

  /** Images to validate on and to test on, together; known without loading the set. */
  public abstract int heldOut();

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
