package io.github.gumbelrao.bench.measurement.page;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the pages show of the runs of several studies.
 *
 * @param studies by name, in the order in which the runs are listed
 * @param summary of all runs of a folder
 */
public record Pages(Map<String, StudyPages> studies, RunsSummary.Source summary) {

  /** Copies the map. */
  public Pages {
    studies = Collections.unmodifiableMap(new LinkedHashMap<>(studies));
  }

  /**
   * Without a summary.
   *
   * @param studies by name
   */
  public Pages(Map<String, StudyPages> studies) {
    this(studies, RunsSummary.Source.NONE);
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
