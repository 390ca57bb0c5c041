package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.study.StudyRun;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;

/**
 * A run that can start: its data are loaded.
 *
 * @param title one line that says what is about to run, after the name of the study
 * @param settings those of its data and its plan, by name, defaults included
 * @param data SHA-256 of each data file, by file name
 * @param start makes the run once there is a folder for it
 */
public record Prepared(
    String title, Map<String, Object> settings, SortedMap<String, String> data, Start start) {

  /** Makes a run. */
  public interface Start {

    /**
     * Makes the run.
     *
     * @param context where it runs
     * @return ready to measure
     * @throws IOException if what it needs cannot be read
     */
    StudyRun in(StudyContext context) throws IOException;
  }
}
