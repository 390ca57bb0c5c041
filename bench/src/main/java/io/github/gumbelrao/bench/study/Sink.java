package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.measurement.Measurement;
import java.io.IOException;
import java.util.List;

/** Takes the rows of a study as they are measured. */
public interface Sink {

  /**
   * Takes one row.
   *
   * @param row the row
   * @throws IOException if it cannot be kept
   */
  void accept(Measurement row) throws IOException;

  /**
   * Takes several rows, in their order.
   *
   * @param rows the rows
   * @throws IOException if one cannot be kept; those before it are kept
   */
  default void acceptAll(List<Measurement> rows) throws IOException {
    for (Measurement row : rows) {
      accept(row);
    }
  }
}
