package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.core.internal.Checks;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

/** Where graphs run. */
public enum Device {
  /** The processor's cores. */
  CPU,
  /** The first graphics processor; needs the native library of the build profile {@code gpu}. */
  GPU;

  /** More than any machine has use for; TensorFlow starts them all, and dies if it cannot. */
  private static final int MAX_THREADS = 256;

  /**
   * How sessions are opened: a fixed number of threads, so that results are reproducible. The first
   * time, a session is run, and its notices are held back.
   *
   * <p>Ops run in one of TensorFlow's threads, which take numbers that are too small to have all
   * their digits, below 1.2e-38 in float32, for 0. In the thread that asks for them a small
   * training step would take 10 to 18 % less time, but that keeps such numbers where it does the
   * work and not where TensorFlow's threads do it.
   *
   * @param threads that share the work of one op, at least 1; ops run one after the other
   * @return the configuration
   * @throws IllegalArgumentException if {@code threads} is below 1 or above 256, or there is no
   *     such device
   */
  public ConfigProto session(int threads) {
    Checks.atLeast("threads", threads, 1);
    if (threads > MAX_THREADS) {
      throw new IllegalArgumentException("threads must be <= " + MAX_THREADS + ", got " + threads);
    }
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(1);
    ConfigProto built =
        this == CPU
            ? config.putDeviceCount("GPU", 0).build()
            : config.setAllowSoftPlacement(true).build();
    FirstSession.run(built);
    if (this == GPU) {
      requireGpu();
    }
    return built;
  }

  private static void requireGpu() {
    ConfigProto strict = ConfigProto.newBuilder().setAllowSoftPlacement(false).build();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      DeviceSpec gpu =
          DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.GPU).deviceIndex(0).build();
      var one = tf.withDevice(gpu).identity(tf.constant(1f));
      try (Session session = new Session(graph, strict)) {
        session.runner().fetch(one).run().close();
      }
    } catch (TensorFlowException | IllegalArgumentException e) {
      // Which of the two it is depends on the native library; both say that placement failed.
      throw new IllegalArgumentException(
          "device gpu must be present, got a TensorFlow that finds none"
              + GpuLibraries.missing()
                  .map(library -> ", without " + library.file() + " of " + library.from())
                  .orElse("")
              + "; build with -Pgpu on a machine that has one, see docs/gpu.md",
          e);
    }
  }
}
