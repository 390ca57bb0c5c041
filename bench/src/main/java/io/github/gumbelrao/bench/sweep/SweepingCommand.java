package io.github.gumbelrao.bench.sweep;

/** The command of a study whose settings can be searched. */
public interface SweepingCommand {

  /**
   * The sweep that was typed.
   *
   * @return what {@code --sweep} does
   */
  SweepCommand sweepCommand();
}
