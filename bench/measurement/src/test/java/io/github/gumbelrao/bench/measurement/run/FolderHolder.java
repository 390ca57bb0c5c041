package io.github.gumbelrao.bench.measurement.run;

import io.github.gumbelrao.bench.measurement.run.RunFolder.Earlier;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.TakenFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A Java process of its own that takes a result folder, says so, and holds it until it is ended.
 */
final class FolderHolder {

  private static final String TAKEN = "taken";

  private FolderHolder() {}

  /** Takes the folder of {@code variance} in the folder of all studies given as an argument. */
  public static void main(String[] arguments) throws IOException {
    try (RunFolder folder = TakenFolder.take(Path.of(arguments[0]), "variance", Earlier.REFUSE)) {
      System.out.println(TAKEN);
      int end = System.in.read();
      System.out.println("released at " + end + " " + folder.run());
    } catch (RunFolderException e) {
      System.out.println(e.getMessage());
    }
  }

  /** Starts the process and waits until it has said whether it holds the folder. */
  static JavaProcess start(Path logs, Path out) throws Exception {
    JavaProcess process =
        JavaProcess.start(logs, List.of(), FolderHolder.class, out.toAbsolutePath().toString());
    process.awaitLines(process.out(), 1);
    return process;
  }

  /** What the process says when it holds the folder. */
  static String taken() {
    return TAKEN + "\n";
  }
}
