package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.cli.GumbelRaoCommand;

/** Starts the command line; without arguments it runs the default study. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments as typed; none means {@code variance}
   */
  public static void main(String[] arguments) {
    System.exit(GumbelRaoCommand.run(arguments));
  }
}
