package io.github.gumbelrao.vae.data;

import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;

/** Where the files of a data set come from. */
@FunctionalInterface
interface ImageSource {

  /**
   * Reads and verifies one file.
   *
   * @param file what is known of it
   * @return its images
   * @throws DataException if the file is missing or is not the known one
   * @throws IOException if the disk fails
   */
  BinaryImages read(AmatFile file) throws IOException;
}
