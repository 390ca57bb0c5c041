package io.github.gumbelrao.bench.study;

/** Told how far a study is. */
public interface Progress {

  /**
   * Reports work done.
   *
   * @param units since the last report
   * @param stage what is going on now, in a few words
   */
  void advance(long units, String stage);
}
