package io.github.gumbelrao.bench.study;

import java.util.Map;

/** What a study measures: a record whose components are its settings. */
public interface Plan {

  /**
   * Every setting, for the record of a run.
   *
   * @return plain values by name
   */
  Map<String, Object> settings();
}
