package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.core.digest.Sha256;

/** Seeds of a study's parts, from its master seed and the part's name. */
final class Seeds {

  private Seeds() {}

  /**
   * The seed of one part: the start of a hash, so it depends on neither order nor neighbours.
   *
   * @param master seed of the run
   * @param part unique name of the part
   */
  static long of(long master, String part) {
    byte[] hash = Sha256.of(master + "/" + part);
    long seed = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      seed = seed << Byte.SIZE | (hash[i] & 0xFF);
    }
    return seed;
  }
}
