package io.github.gumbelrao.bench.measurement.page;

import java.util.Map;

/**
 * What the pages show of the runs of several studies.
 *
 * @param studies by name
 */
public record Pages(Map<String, StudyPages> studies) {

  /** Copies the map. */
  public Pages {
    studies = Map.copyOf(studies);
  }

  /**
   * What is shown of one study.
   *
   * @param name of the study
   * @return {@link StudyPages#PLAIN} for an unknown one
   */
  StudyPages of(String name) {
    return studies.getOrDefault(name, StudyPages.PLAIN);
  }
}
