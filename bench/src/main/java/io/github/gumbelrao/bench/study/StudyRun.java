package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.measurement.Exhibit;
import java.io.IOException;
import java.util.List;

/** A study with its plan and data: measures, and reports rows. */
public interface StudyRun {

  /**
   * How many units of work {@link #run} will report.
   *
   * @return units of work
   */
  long work();

  /**
   * Measures.
   *
   * @param sink takes the rows, in an order that depends on the settings alone
   * @param progress receives reports of how far it is
   * @throws IOException if the sink fails
   */
  void run(Sink sink, Progress progress) throws IOException;

  /**
   * Whether work runs in child processes, whose processor time is not ours to subtract from that of
   * the machine.
   *
   * @return true for JMH's forks
   */
  default boolean forks() {
    return false;
  }

  /**
   * Whether it has more to save than rows when it is interrupted, and ends by itself.
   *
   * @return false if it can be stopped at any report of progress
   */
  default boolean stopsItself() {
    return false;
  }

  /**
   * What there is to look at besides the rows; asked for once, after {@link #run}.
   *
   * @return pictures and trees in the order of the page, mostly none
   */
  default List<Exhibit> exhibits() {
    return List.of();
  }

  /**
   * Deletes what only an unfinished run needs; called once all is recorded.
   *
   * @throws IOException if it cannot be deleted
   */
  default void deleteCheckpoints() throws IOException {}
}
