package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.measurement.Exhibit;
import java.io.IOException;
import java.util.List;

/** Something that measures and reports rows. */
public interface StudyRun {

  /**
   * The name that its command and its folder have.
   *
   * @return such as {@code variance}
   */
  String name();

  /**
   * How many units of work {@link #run} will report.
   *
   * @return units of work
   */
  long work();

  /**
   * Runs the study.
   *
   * @param sink takes the rows, in an order that depends on the settings alone
   * @param progress told how far it is
   * @throws IOException if the sink fails
   */
  void run(Sink sink, Progress progress) throws IOException;

  /**
   * Whether it measures in processes that it starts.
   *
   * @return true for JMH's forks, which others cannot be told from
   */
  default boolean forks() {
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
}
