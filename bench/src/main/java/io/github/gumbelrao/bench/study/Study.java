package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.measurement.page.StudyPages;
import java.util.List;

/**
 * Something that the suite measures: its name, its command, its metrics and its pages. The command
 * line, the list of studies, pages, comparisons and tests iterate these objects and know no study
 * otherwise.
 */
public interface Study extends StudyPages {

  /**
   * The name that its command and its folder have.
   *
   * @return such as {@code variance}
   */
  String name();

  /**
   * What it is, for {@code list}.
   *
   * @return one line with its place in the paper
   */
  String summary();

  /**
   * Every number that it reports.
   *
   * @return in any order, each name once
   */
  List<Metric> metrics();

  /**
   * Its command.
   *
   * @param pages of all studies, which the command writes when it has measured
   * @return for picocli, new each time
   */
  Object command(Pages pages);

  /**
   * Whether its numbers are times, which mean nothing on a busy machine.
   *
   * @return true for {@code speed}
   */
  default boolean measuresTimes() {
    return false;
  }

  /**
   * Whether it comes in presets, whose time is known.
   *
   * @return false if a file says what it is to do
   */
  default boolean hasPresets() {
    return true;
  }
}
