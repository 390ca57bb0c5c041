package io.github.gumbelrao.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.JavaProcess;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** A user sees our lines alone, and every error of the native library. */
@DisabledOnOs(OS.WINDOWS)
class FirstSessionTest {

  @TempDir Path folder;

  /** Runs a session as studies do, and then kills itself in the native library. */
  static final class Crash {

    private Crash() {}

    public static void main(String[] arguments) {
      runSession(
          arguments[0].equals("ours") ? Device.CPU.session(1) : ConfigProto.getDefaultInstance());
      System.err.println("before");
      TFloat32.tensorOf(Shape.of(1L << 40, 1L << 40)).close();
    }

    private static void runSession(ConfigProto config) {
      try (Graph graph = new Graph();
          Session session = new Session(graph, config)) {
        session.runner().fetch(Ops.create(graph).constant(1f)).run().close();
      }
    }
  }

  @Test
  void noticesAreHeldBackAndCrashesAreTold() throws Exception {
    List<String> err = standardErrorOf("ours");
    assertThat(err.get(0)).isEqualTo("before");
    assertThat(String.join(" ", err)).contains("tensor_shape.cc").contains("overflow");
  }

  /** Negative control: without the first session of ours, the notices are there. */
  @Test
  void noticesAreThereOtherwise() throws Exception {
    List<String> err = standardErrorOf("plain");
    assertThat(err.subList(0, err.indexOf("before"))).hasSize(2).allMatch(FirstSession::isNotice);
  }

  @Test
  void otherLinesArePassedOn() {
    // The test runner replaces System.err, so this writes where the native library does.
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err));
    String written =
        FirstSession.standardErrorOf(
            () -> {
              err.println("something else");
              err.flush();
            });
    assertThat(written.strip()).isEqualTo("something else");
    assertThat(written.lines()).noneMatch(FirstSession::isNotice);
  }

  private List<String> standardErrorOf(String kind) throws Exception {
    try (JavaProcess process = JavaProcess.start(folder, List.of(), Crash.class, kind)) {
      assertThat(process.exitCode()).isEqualTo(128 + 6);
      return Files.readAllLines(process.err());
    }
  }
}
