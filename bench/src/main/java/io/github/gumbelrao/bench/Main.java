package io.github.gumbelrao.bench;

import java.nio.file.Path;
import java.util.Locale;

/** Starts the command line; without arguments it runs the default study. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments as typed; none means {@code variance}
   */
  public static void main(String[] arguments) {
    // TensorFlow Java numbers the nodes of a graph in the digits of the default locale, and refuses
    // its own names where these are not 0 to 9.
    Locale.setDefault(Locale.ROOT);
    String classPathFile = System.getProperty("bench.classpath.file");
    if (classPathFile != null) {
      ClassPathFile.write(Path.of(classPathFile));
    }
    System.exit(GumbelRaoCommand.run(arguments));
  }
}
