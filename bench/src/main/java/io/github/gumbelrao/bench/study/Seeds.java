package io.github.gumbelrao.bench.study;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((master + "/" + part).getBytes(StandardCharsets.UTF_8));
      long seed = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        seed = seed << Byte.SIZE | (hash[i] & 0xFF);
      }
      return seed;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
