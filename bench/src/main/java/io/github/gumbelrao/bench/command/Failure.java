package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.measurement.run.RunFolderException;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a command says that cannot go on, whatever was thrown.
 *
 * @param exitCode one of {@link ExitCode}
 * @param sentence names what went wrong and what to do
 * @param traced whether a person who mends the program needs the stack trace
 */
public record Failure(int exitCode, String sentence, boolean traced) {

  /** Parts of messages by which TensorFlow and its wrapper report that memory ran out. */
  private static final List<String> MEMORY =
      List.of(
          "OOM when allocating", "std::bad_alloc", "TF_TensorData", "failed to allocate memory");

  private static final int LONGEST_QUOTE = 200;

  /**
   * Names the run that an error ended, so that its trace is kept next to it.
   *
   * <p>Unchecked, as what it carries is: errors of input and output are thrown as they are.
   */
  static final class OfRun extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Path log;

    /** Keeps the cause and where its trace belongs. */
    OfRun(Path log, Throwable cause) {
      super(cause);
      this.log = log;
    }
  }

  /** Finds the words for an error. */
  public static Failure of(Throwable thrown) {
    Throwable error = unwrapped(thrown);
    if (causes(error).anyMatch(Failure::isMemory)) {
      return stopped(
          "out of memory ("
              + causes(error).filter(Failure::isMemory).findFirst().map(Failure::quote).orElse("")
              + "): ask for less at a time, such as a smaller --batch-size or --hidden, or give Java"
              + " more by JAVA_TOOL_OPTIONS=-Xmx8g");
    }
    if (causes(error).anyMatch(each -> quote(each).contains("Too many open files"))) {
      return stopped("too many files are open: raise the limit, such as by 'ulimit -n 4096'");
    }
    if (error instanceof IOException expected) {
      return ofFiles(expected);
    }
    if (error instanceof InvalidPathException path) {
      return new Failure(
          ExitCode.USAGE,
          "a path must be writable in the characters of the locale, got "
              + path.getInput()
              + "; set LC_ALL=C.UTF-8, or choose another folder",
          false);
    }
    if (error instanceof StackOverflowError) {
      return stopped(
          "something is nested too deeply for Java's stack: simplify the input, or give Java more by"
              + " JAVA_TOOL_OPTIONS=-Xss64m");
    }
    boolean missing =
        error instanceof NoClassDefFoundError && error.getCause() instanceof ClassNotFoundException;
    if (missing || error instanceof IncompatibleClassChangeError) {
      return stopped(
          "the classes of this program are not of one build ("
              + quote(error)
              + "): run mvn clean, and build it again");
    }
    if (error instanceof LinkageError) {
      return stopped(
          "a native library cannot be loaded ("
              + quote(error)
              + "): the folder .javacpp/cache in your home must be writable and whole; delete it and"
              + " try again");
    }
    // TensorFlow's exceptions have no class in common but Java's own.
    return error.getClass().getName().startsWith("org.tensorflow.exceptions.")
        ? stopped("TensorFlow failed: " + quote(error))
        : stopped(
            "internal error, which is a fault of this program: "
                + error.getClass().getSimpleName()
                + ": "
                + quote(error));
  }

  /**
   * Prints the sentence, with the place of the stack trace where there is one.
   *
   * @param thrown what {@link #of} was given
   * @param err where to
   * @return the exit code
   */
  public int print(Throwable thrown, PrintWriter err) {
    Optional<Path> log = traced ? log(thrown) : Optional.empty();
    err.println(sentence + log.map(file -> "; stack trace in " + file).orElse(""));
    err.flush();
    return exitCode;
  }

  private static Optional<Path> log(Throwable thrown) {
    StringWriter trace = new StringWriter();
    unwrapped(thrown).printStackTrace(new PrintWriter(trace, true));
    try {
      Path file =
          thrown instanceof OfRun run ? run.log : Files.createTempFile("gumbel-rao-", ".log");
      return Optional.of(Files.writeString(file, trace.toString()));
    } catch (IOException e) {
      // A full disk, say: then the sentence has to do.
      return Optional.empty();
    }
  }

  private static Failure stopped(String sentence) {
    return new Failure(ExitCode.INPUT_OUTPUT, sentence, true);
  }

  private static Failure ofFiles(IOException error) {
    if (error instanceof DataException) {
      return new Failure(ExitCode.DATA, error.getMessage(), false);
    }
    if (error instanceof RunFolderException) {
      return new Failure(ExitCode.USAGE, error.getMessage(), false);
    }
    return new Failure(ExitCode.INPUT_OUTPUT, sentence(error), false);
  }

  /** The file system's exceptions carry little more than a path. */
  private static String sentence(IOException error) {
    if (error instanceof AccessDeniedException) {
      return "cannot read or write " + error.getMessage() + ": permission denied";
    }
    if (error instanceof FileAlreadyExistsException) {
      return "cannot create the folder " + error.getMessage() + ": a file of that name exists";
    }
    if (error instanceof FileSystemException) {
      return "cannot read or write " + error.getMessage();
    }
    return "input or output failed: " + error.getMessage();
  }

  private static boolean isMemory(Throwable error) {
    return error instanceof OutOfMemoryError
        || MEMORY.stream().anyMatch(part -> String.valueOf(error.getMessage()).contains(part));
  }

  /** The first line of a message, which TensorFlow's have many of. */
  private static String quote(Throwable error) {
    String line = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
  }

  private static Throwable unwrapped(Throwable thrown) {
    boolean wrapper =
        thrown instanceof OfRun
            || thrown instanceof UncheckedIOException
            || thrown instanceof ExceptionInInitializerError;
    return wrapper && thrown.getCause() != null ? unwrapped(thrown.getCause()) : thrown;
  }

  private static Stream<Throwable> causes(Throwable error) {
    return Stream.iterate(error, each -> each != null, Throwable::getCause).limit(20);
  }
}
