package io.github.gumbelrao.bench.study;

/** Receives progress reports of a study. */
public interface Progress {

  /**
   * Reports work done.
   *
   * @param units since the last report
   * @param stage what is going on now, in a few words
   */
  void advance(long units, String stage);

  /**
   * Reports work that an earlier process did, which says nothing about the time left.
   *
   * @param units that need not be done again
   * @param stage what is going on now, in a few words
   */
  default void resume(long units, String stage) {
    advance(units, stage);
  }
}
