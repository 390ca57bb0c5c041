package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.measurement.Measurement;
import java.io.IOException;

/** Takes the rows of a study as they are measured. */
public interface Sink {

  /**
   * Takes one row.
   *
   * @param row the row
   * @throws IOException if it cannot be kept
   */
  void accept(Measurement row) throws IOException;
}
