package io.github.gumbelrao.bench.study;

/** Asks a study to stop, and waits for it. */
public interface StopRequest {

  /** A request that is never made. */
  StopRequest NEVER =
      new StopRequest() {
        @Override
        public boolean requested() {
          return false;
        }

        @Override
        public void stopped() {
          throw new IllegalStateException("nobody asked to stop");
        }
      };

  /**
   * Whether to stop.
   *
   * @return true once it was asked for
   */
  boolean requested();

  /** Tells that all is saved. Does not return: the process ends. */
  void stopped();
}
