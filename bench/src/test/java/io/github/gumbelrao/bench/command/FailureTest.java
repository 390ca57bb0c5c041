package io.github.gumbelrao.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.GumbelRaoCommand;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Whatever is thrown ends in one sentence and a documented exit code, never in 1. */
class FailureTest {

  @TempDir Path folder;

  static Stream<Arguments> thrown() {
    return Stream.of(
        Arguments.of(new OutOfMemoryError("Java heap space"), 5, "out of memory (Java heap space)"),
        Arguments.of(
            new TFResourceExhaustedException("OOM when allocating tensor with shape[3]\nmore"),
            5,
            "out of memory (OOM when allocating tensor with shape[3]): ask for less"),
        Arguments.of(
            new IllegalStateException(new OutOfMemoryError("inner")), 5, "out of memory (inner)"),
        Arguments.of(new StackOverflowError(), 5, "something is nested too deeply"),
        Arguments.of(
            new UnsatisfiedLinkError("no jnitensorflow"),
            5,
            "a native library cannot be loaded (no jnitensorflow)"),
        Arguments.of(
            new NoClassDefFoundError("Could not initialize class org.tensorflow.TensorFlow"),
            5,
            "a native library cannot be loaded (Could not initialize class"),
        Arguments.of(
            new NoClassDefFoundError("a/Page").initCause(new ClassNotFoundException("a.Page")),
            5,
            "the classes of this program are not of one build (a/Page): run mvn clean"),
        Arguments.of(
            new NoSuchMethodError("a.Page.show()"),
            5,
            "the classes of this program are not of one build (a.Page.show())"),
        Arguments.of(
            new InvalidPathException("?", "Malformed input"),
            2,
            "a path must be writable in the characters of the locale, got ?; set LC_ALL"),
        Arguments.of(
            new FileSystemException("out", null, "Too many open files"),
            5,
            "too many files are open"),
        Arguments.of(
            new UncheckedIOException(new FileSystemException("out", null, "No space left")),
            5,
            "cannot read or write out: No space left"),
        Arguments.of(new IOException("broken"), 5, "input or output failed: broken"),
        Arguments.of(new DataException("file must be whole"), 3, "file must be whole"),
        Arguments.of(
            new TFInvalidArgumentException("shapes\ndiffer"), 5, "TensorFlow failed: shapes"),
        Arguments.of(
            new NullPointerException("nothing"),
            5,
            "internal error, which is a fault of this program: NullPointerException: nothing"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void everyThrowableHasASentence(Throwable thrown, int exitCode, String begins) {
    Failure failure = Failure.of(thrown);
    assertThat(failure.exitCode()).isEqualTo(exitCode);
    assertThat(failure.sentence()).startsWith(begins).doesNotContain("\n");
  }

  @Test
  void theTraceOfARunIsKeptBesideIt() {
    Path log = folder.resolve("error.log");
    Throwable thrown = new Failure.OfRun(log, new IllegalStateException("odd"));
    StringWriter err = new StringWriter();
    Failure.of(thrown).print(thrown, new PrintWriter(err, true));
    assertThat(err.toString().strip()).endsWith("odd; stack trace in " + log);
    assertThat(log).content().startsWith("java.lang.IllegalStateException: odd").contains("\tat ");
  }

  @Test
  void aLogThatCannotBeWrittenCostsTheSentenceNothing() {
    Throwable thrown =
        new Failure.OfRun(folder.resolve("none").resolve("log"), new StackOverflowError());
    StringWriter err = new StringWriter();
    assertThat(Failure.of(thrown).print(thrown, new PrintWriter(err, true))).isEqualTo(5);
    assertThat(err.toString()).doesNotContain("stack trace");
  }

  /** A command that throws what no handler of the command line's catches. */
  @Command(name = "burst")
  static final class Burst implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("now");
    }
  }

  @Test
  void anErrorLeavesNoCommandBareOfItsExitCode() throws Exception {
    StringWriter err = new StringWriter();
    CommandLine command =
        GumbelRaoCommand.commandLine()
            .addSubcommand(new Burst())
            .setErr(new PrintWriter(err, true));
    assertThat(GumbelRaoCommand.execute(command, "burst")).isEqualTo(5);
    assertThat(err.toString()).startsWith("out of memory (now): ask for less");
    Path log = Path.of(err.toString().strip().replaceFirst(".*stack trace in ", ""));
    assertThat(log).content().contains("Burst.run");
    Files.delete(log);
  }
}
