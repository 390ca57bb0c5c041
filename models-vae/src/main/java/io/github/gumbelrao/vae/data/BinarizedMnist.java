package io.github.gumbelrao.vae.data;

import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The data set {@code mnist}: handwritten digits in the fixed binarization of Salakhutdinov and
 * Murray, 50,000 images to train on, 10,000 to validate and 10,000 to test.
 *
 * <p>The three text files are verified at every load, by length and by the SHA-256 of their
 * uncompressed bytes; each may be plain or compressed by gzip. Loading takes about a second and,
 * besides the images themselves (55 MB), 100 kB of memory.
 *
 * <p>Source: Salakhutdinov and Murray (2008), "On the quantitative analysis of deep belief
 * networks"; the files are those published by H. Larochelle.
 */
public final class BinarizedMnist {

  private static final URI SITE =
      URI.create("http://www.cs.toronto.edu/~larocheh/public/datasets/binarized_mnist/");

  /** Longest wait for a connection and for each further byte. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ImageSource source;
  private final List<AmatFile> files;

  private BinarizedMnist(ImageSource source, List<AmatFile> files) {
    this.source = source;
    this.files = List.copyOf(files);
  }

  /** Creates the set from any source; {@code files} are those of training, validation and test. */
  static BinarizedMnist of(ImageSource source, List<AmatFile> files) {
    return new BinarizedMnist(source, files);
  }

  /**
   * Size of the validation and test files, known without reading them.
   *
   * @return images of both together
   */
  public static int heldOut() {
    return AmatFile.PUBLISHED.stream().skip(1).mapToInt(AmatFile::images).sum();
  }

  /**
   * The set in a folder of the user's; nothing is downloaded and no other place is looked at.
   *
   * @param dataDir folder that holds {@code binarized_mnist/binarized_mnist_train.amat} or {@code
   *     .amat.gz} and likewise {@code valid} and {@code test}; the files may also lie in the folder
   *     itself
   * @return the set, not yet read
   */
  public static BinarizedMnist inFolder(Path dataDir) {
    return of(DataFolder.of(dataDir), AmatFile.PUBLISHED);
  }

  /**
   * The set in the user's cache, {@code ~/.cache/gumbel-rao/binarized_mnist}, downloaded from its
   * publisher when first loaded.
   *
   * @param progress receives how far each download is
   * @return the set, not yet read
   */
  public static BinarizedMnist cached(DownloadProgress progress) {
    Path home = Path.of(System.getProperty("user.home"));
    return cached(
        home.resolve(".cache").resolve("gumbel-rao").resolve(AmatFile.FOLDER), SITE, progress);
  }

  /**
   * The set in a cache, downloaded when first loaded.
   *
   * @param cache folder of the three files; created when needed
   * @param site address, http or https, of the folder that publishes them, with a slash at its end
   * @param progress receives how far each download is
   * @return the set, not yet read
   * @throws IllegalArgumentException if {@code site} is not such an address
   */
  public static BinarizedMnist cached(Path cache, URI site, DownloadProgress progress) {
    if (!site.toString().matches("https?://.+/")) {
      throw new IllegalArgumentException(
          "site must be an http or https address that ends in a slash, got " + site);
    }
    return of(
        DownloadCache.of(cache, site, HttpDownload.of(PATIENCE), progress), AmatFile.PUBLISHED);
  }

  /**
   * Reads and verifies the three files.
   *
   * @return the data set {@code mnist}; its digests are those of the uncompressed files
   * @throws DataException if a file is missing, damaged or cannot be downloaded; the message is one
   *     sentence that names it
   * @throws IOException if the disk fails or the download is interrupted
   */
  public DataSet load() throws IOException {
    List<BinaryImages> parts = new ArrayList<>();
    SortedMap<String, String> sha256 = new TreeMap<>();
    for (AmatFile file : files) {
      parts.add(source.read(file));
      sha256.put(file.name(), file.sha256());
    }
    return new DataSet("mnist", parts.get(0), parts.get(1), parts.get(2), sha256);
  }
}
