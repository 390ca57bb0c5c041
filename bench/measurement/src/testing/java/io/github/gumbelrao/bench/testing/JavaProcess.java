package io.github.gumbelrao.bench.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of its own with the class path of this one, its output going to files.
 *
 * @param process the process
 * @param out file of its standard output
 * @param err file of its standard error
 */
public record JavaProcess(Process process, Path out, Path err) implements AutoCloseable {

  private static final int SAVE_TIMEOUT_SECONDS = 60;

  /**
   * A shell starts its background jobs with SIGINT ignored, Java then ignores it too, and so do the
   * processes it starts. Linux's env can undo that; elsewhere a test run in the background fails.
   */
  private static final List<String> HEARING_INTERRUPTS =
      System.getProperty("os.name").equals("Linux")
          ? List.of("env", "--default-signal=INT")
          : List.of();

  /**
   * Starts a main class.
   *
   * @param folder where it runs; its output goes there, to {@code out} and {@code err}
   * @param before words before the command line, such as a shell and its script; often none
   * @param main the class
   * @param arguments of its main method
   * @return the running process
   * @throws IOException if it cannot be started
   */
  public static JavaProcess start(
      Path folder, List<String> before, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(HEARING_INTERRUPTS);
    command.addAll(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // No file of performance data: it would count against a test's limit on file sizes.
    command.add("-XX:-UsePerfData");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new JavaProcess(process, out, err);
  }

  /**
   * Waits for the end.
   *
   * @return the exit code
   * @throws Exception if it does not end within a minute
   */
  public int exitCode() throws Exception {
    if (!process.waitFor(SAVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + Files.readString(err));
    }
    return process.exitValue();
  }

  /**
   * Waits until a file has enough lines.
   *
   * @param file any file
   * @param lines how many lines it must have
   * @throws Exception if the process ends first or takes longer than a minute
   */
  public void awaitLines(Path file, int lines) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SAVE_TIMEOUT_SECONDS);
    while (lines(file) < lines) {
      if ((!process.isAlive() && lines(file) < lines) || System.nanoTime() > deadline) {
        throw new AssertionError("no " + lines + " lines in " + file + Files.readString(err));
      }
      Thread.sleep(10);
    }
  }

  private static long lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file).chars().filter(c -> c == '\n').count() : 0;
  }

  /** Kills it if it is still running. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
