package io.github.gumbelrao.bench.speed;

/** A graph and its session, ready to run the same work again and again. */
interface TimedRun extends AutoCloseable {

  /**
   * Does the work once.
   *
   * @param number fresh noise for each
   * @return one of the numbers that came out, so that nothing can be left out
   */
  float run(long number);

  @Override
  void close();
}
