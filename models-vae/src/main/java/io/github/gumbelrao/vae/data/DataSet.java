package io.github.gumbelrao.vae.data;

import io.github.gumbelrao.core.internal.Checks;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Binary images in three disjoint parts, with the digests that identify them in a run's provenance.
 *
 * @param name what the command line calls the set, not blank: {@code mnist} or {@code digits}
 * @param train images that parameters are fitted to
 * @param valid images that settings are chosen by
 * @param test images that the chosen setting is reported on
 * @param sha256 SHA-256 of each file that was read, uncompressed, by file name; for a generated set
 *     that of each part's pixels, by {@code <name>_<part>}. At least one entry, each of 64
 *     lower-case hexadecimal digits
 */
public record DataSet(
    String name,
    BinaryImages train,
    BinaryImages valid,
    BinaryImages test,
    SortedMap<String, String> sha256) {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * Copies the map and checks the name and the digests.
   *
   * @throws IllegalArgumentException if the name is blank, there is no digest, or one is malformed
   */
  public DataSet {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank, got \"" + name + "\"");
    }
    sha256 = Collections.unmodifiableSortedMap(new TreeMap<>(sha256));
    Checks.atLeast("sha256.size()", sha256.size(), 1);
    sha256.forEach(DataSet::checkDigest);
  }

  private static void checkDigest(String file, String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "sha256[" + file + "] must be 64 lower-case hexadecimal digits, got " + digest);
    }
  }
}
