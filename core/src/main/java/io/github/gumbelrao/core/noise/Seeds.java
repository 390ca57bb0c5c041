package io.github.gumbelrao.core.noise;

import io.github.gumbelrao.core.internal.Sha256;

/**
 * Seeds of the parts of something random, from one master seed and the parts' names.
 *
 * <p>They are the start of a hash, so none depends on order or number of the others, and the parts
 * of neighboring masters have nothing in common. Within a graph, see {@link Noise#stream}.
 */
public final class Seeds {

  private Seeds() {}

  /**
   * The seed of one part.
   *
   * @param master any number
   * @param part unique name of the part
   * @return any number
   */
  public static long of(long master, String part) {
    return Sha256.number(master + "/" + part);
  }
}
