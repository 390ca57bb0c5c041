package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.measurement.Exhibit;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StopRequest;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.bench.training.ImageGrid;
import io.github.gumbelrao.bench.training.TrainingCost;
import io.github.gumbelrao.bench.training.TrainingReporter;
import io.github.gumbelrao.core.checkpoint.CheckpointFolder;
import io.github.gumbelrao.vae.data.BinaryImages;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.model.Bound;
import io.github.gumbelrao.vae.training.SavedVae;
import io.github.gumbelrao.vae.training.TensorBoardLog;
import io.github.gumbelrao.vae.training.Trainer;
import io.github.gumbelrao.vae.training.TrainingResult;
import io.github.gumbelrao.vae.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.tensorflow.proto.ConfigProto;

/**
 * One training run of the discrete VAE, its curve, and the importance-weighted bound at its end.
 *
 * <p>Source: section 5.4 and appendix D.2 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
 */
public final class VaeRun implements StudyRun {

  /** Name of the study and of its folder. */
  public static final String NAME = "vae";

  /** Images of an exhibit, in two rows for reconstructions. */
  private static final int SHOWN = 16;

  private final VaePlan plan;
  private final DataSet data;
  private final ConfigProto session;
  private final Places places;
  private final StopRequest stop;
  private final Consumer<String> warn;
  private List<Exhibit> exhibits = List.of();

  /**
   * Where a run keeps what is not measurements.
   *
   * @param checkpoints folder of its checkpoints
   * @param tensorBoard folder of TensorBoard's event files, if they are wanted
   * @param export folder of the SavedModel, if it is wanted
   */
  public record Places(Path checkpoints, Optional<Path> tensorBoard, Optional<Path> export) {}

  private VaeRun(
      VaePlan plan,
      DataSet data,
      ConfigProto session,
      Places places,
      StopRequest stop,
      Consumer<String> warn) {
    this.plan = plan;
    this.data = data;
    this.session = session;
    this.places = places;
    this.stop = stop;
    this.warn = warn;
  }

  /**
   * Creates the study.
   *
   * @param plan what to train
   * @param data on what
   * @param session threads and device
   * @param places where things are kept
   * @param stop says when to stop
   * @param warn receives warnings, in one sentence each
   * @return the study
   */
  public static VaeRun of(
      VaePlan plan,
      DataSet data,
      ConfigProto session,
      Places places,
      StopRequest stop,
      Consumer<String> warn) {
    return new VaeRun(plan, data, session, places, stop, warn);
  }

  @Override
  public boolean stopsItself() {
    return true;
  }

  @Override
  public long work() {
    return work(plan, heldOut());
  }

  private int heldOut() {
    return data.valid().size() + data.test().size();
  }

  /**
   * How many units of work a plan has: about one a training step.
   *
   * @param plan what to train
   * @param images to validate on and to test on, as many of the one as of the other, together
   * @return units of work
   */
  public static long work(VaePlan plan, int images) {
    return TrainingCost.of(plan.training(), plan.finalSamples(), images).total();
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    TrainingCost work = TrainingCost.of(plan.training(), plan.finalSamples(), heldOut());
    VaeRows rows = VaeRows.of(plan, data.name());
    try (TrainingRun run = TrainingRun.start(plan.training().settings(), data, session)) {
      TrainingResult result = train(run, work, progress);
      sink.acceptAll(rows.curve(result));
      if (result.end() == TrainingResult.End.DIVERGED) {
        warn.accept("DIVERGED at step " + result.step() + ": " + result.reason());
      } else {
        Bound valid = run.validate(plan.finalSamples(), images(work, progress, "valid"));
        Bound test = run.test(plan.finalSamples(), images(work, progress, "test"));
        sink.acceptAll(rows.end(valid, test));
        if (places.export().isPresent()) {
          export(run, places.export().get());
        }
      }
      sink.acceptAll(rows.thresholds(result));
      exhibits = exhibits(run);
    }
  }

  /** A run that was cut short after its export has the same model: it need not be written again. */
  private void export(TrainingRun run, Path folder) throws IOException {
    if (Files.exists(folder)) {
      warn.accept(folder + " was exported before the run was cut short; it is kept");
    } else {
      SavedVae.export(run, folder);
    }
  }

  private TrainingResult train(TrainingRun run, TrainingCost work, Progress progress)
      throws IOException {
    Optional<TensorBoardLog> log = places.tensorBoard().map(TensorBoardLog::in);
    try {
      TrainingResult result =
          Trainer.train(
              plan.training(),
              run,
              CheckpointFolder.of(places.checkpoints()),
              new TrainingReporter(run, work, progress, warn, log),
              stop::requested);
      if (result.end() == TrainingResult.End.STOPPED) {
        stop.stopped();
      }
      return result;
    } finally {
      log.ifPresent(TensorBoardLog::close);
    }
  }

  private IntConsumer images(TrainingCost work, Progress progress, String part) {
    int[] done = {0};
    return images -> {
      if (stop.requested()) {
        // The last checkpoint holds all there is: the bounds are started again from it.
        stop.stopped();
      }
      String stage = part + " bound, " + images + " images";
      progress.advance(work.bound(images) - work.bound(done[0]), stage);
      done[0] = images;
    };
  }

  private List<Exhibit> exhibits(TrainingRun run) {
    List<Exhibit> shown = new ArrayList<>();
    BinaryImages originals = ImageGrid.some(data.test(), SHOWN);
    byte[] pixels = originals.rows(IntStream.range(0, originals.size()).toArray());
    double[] reconstructions = run.reconstructions(originals);
    double[] both = new double[2 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      both[i] = pixels[i];
      both[pixels.length + i] = reconstructions[i];
    }
    if (!finite(both)) {
      return List.of();
    }
    shown.add(
        picture(
            "Reconstructions",
            "Above, images of the test set; below, each decoded from one draw of its code.",
            ImageGrid.png(both, originals.size())));
    shown.add(
        picture(
            "Samples",
            "Codes drawn from the learned prior, decoded: probabilities of the pixels.",
            ImageGrid.png(run.samples(2 * SHOWN), SHOWN)));
    return shown;
  }

  /** A model that diverged has nothing to show. */
  private static boolean finite(double... values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static Exhibit picture(String title, String caption, byte[] png) {
    return new Exhibit(title, caption, Exhibit.Type.PNG, List.of(Exhibit.png("", png)));
  }

  @Override
  public List<Exhibit> exhibits() {
    return exhibits;
  }
}
