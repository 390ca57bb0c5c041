package io.github.gumbelrao.bench.command.options;

import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunFolder.Earlier;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Option;

/** The options of every command that measures: where, and where to. */
public final class RunOptions {

  private static final Path DEFAULT_OUT = Path.of("reports", "latest");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where results go; default: reports/latest")
  private Path out;

  @Option(
      names = RunRecord.OVERWRITE,
      description = "replace an earlier result in --out instead of refusing")
  private boolean overwrite;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads of TensorFlow; default: all cores")
  private Integer threads;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "cpu",
      description = "cpu or gpu; default: ${DEFAULT-VALUE}")
  private Device device;

  /**
   * How sessions are opened.
   *
   * @throws IllegalArgumentException if there is no such device, or no thread
   */
  public ConfigProto session() {
    return device.session(threads());
  }

  public Device device() {
    return device;
  }

  /** Adds where the study runs to its settings. */
  public void describe(Map<String, Object> settings) {
    settings.put("device", device.name().toLowerCase(Locale.ROOT));
    settings.put("threads", threads());
  }

  /**
   * Another number of threads than that of the cores, where none was typed.
   *
   * @param number at least 1
   */
  public void threadsUnlessTyped(int number) {
    threads = threads == null ? Integer.valueOf(number) : threads;
  }

  public int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * Takes the folder of results: the default one keeps what it held, a chosen one is guarded. A run
   * of the same settings that did not come to its end stays there, to be gone on with.
   *
   * @param record of the run that is about to start
   * @param resumes whether its study resumes from checkpoints
   */
  public RunFolder take(RunRecord record, boolean resumes) throws IOException {
    Earlier kept = out == null ? Earlier.RENAME_PREVIOUS : Earlier.REFUSE;
    return RunFolder.take(
        out(), record.study(), resumes, overwrite ? Earlier.OVERWRITE : kept, record::difference);
  }

  /** Whether an earlier result in a chosen folder is to be replaced. */
  public boolean overwrite() {
    return overwrite;
  }

  /** Where results go. */
  public Path out() {
    return out == null ? DEFAULT_OUT : out;
  }
}
