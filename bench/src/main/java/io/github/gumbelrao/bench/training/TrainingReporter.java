package io.github.gumbelrao.bench.training;

import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.vae.data.BinaryImages;
import io.github.gumbelrao.vae.model.GradientSummary;
import io.github.gumbelrao.vae.training.CurvePoint;
import io.github.gumbelrao.vae.training.TensorBoardLog;
import io.github.gumbelrao.vae.training.TrainingObserver;
import io.github.gumbelrao.vae.training.TrainingRun;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows a training run while it goes on: a line for the terminal, curves for TensorBoard. */
public final class TrainingReporter implements TrainingObserver {

  /** Progress is reported after this many steps. */
  private static final int STEPS_PER_REPORT = 20;

  private static final int IMAGES = 16;
  private static final double NANOS_PER_SECOND = 1e9;

  private final TrainingRun run;
  private final TrainingCost work;
  private final Progress progress;
  private final Consumer<String> warn;
  private final Optional<TensorBoardLog> log;
  private int reported;
  private long since = System.nanoTime();
  private double loss;
  private double speed;

  public TrainingReporter(
      TrainingRun run,
      TrainingCost work,
      Progress progress,
      Consumer<String> warn,
      Optional<TensorBoardLog> log) {
    this.run = run;
    this.work = work;
    this.progress = progress;
    this.warn = warn;
    this.log = log;
  }

  @Override
  public void stepped(int step, double stepLoss) {
    loss = loss == 0 ? stepLoss : 0.95 * loss + 0.05 * stepLoss;
    if (step % STEPS_PER_REPORT == 0) {
      long now = System.nanoTime();
      speed = (step - reported) * NANOS_PER_SECOND / Math.max(1, now - since);
      since = now;
      report(step);
    }
  }

  private void report(int step) {
    String stage =
        String.format(Locale.ROOT, "step %d, loss %.1f, %.0f steps/s", step, loss, speed);
    progress.advance(work.until(step) - work.until(reported), stage);
    reported = step;
  }

  @Override
  public void measured(CurvePoint point) {
    report(point.step());
    log.ifPresent(events -> write(events, point));
    // What was measured took its time, which is not that of the next steps.
    since = System.nanoTime();
  }

  private void write(TensorBoardLog events, CurvePoint point) {
    int step = point.step();
    if (point.trainSteps() > 0) {
      events.scalar("loss/train", step, point.trainLoss());
    }
    events.scalar("loss/valid", step, point.valid().loss());
    events.scalar("loss/valid_bound", step, point.valid().bound());
    events.scalar("loss/kl", step, point.valid().kl());
    events.scalar("loss/reconstruction", step, point.valid().reconstruction());
    events.scalar("estimator/temperature", step, point.temperature());
    GradientSummary gradients = run.gradients();
    events.scalar(
        "estimator/variance", step, gradients.squaredDistances() / (gradients.passes() - 1));
    events.scalar("estimator/gradient_norm", step, run.gradientNorm());
    BinaryImages shown = ImageGrid.some(run.data().valid(), IMAGES);
    events.images("reconstructions", step, run.reconstructions(shown));
    events.images("samples", step, run.samples(IMAGES));
    events.flush();
  }

  @Override
  public void resumed(int step) {
    warn.accept("resumed at step " + step);
    progress.resume(work.until(step) - work.until(reported), "step " + step);
    reported = step;
  }

  @Override
  public void warned(String sentence) {
    warn.accept(sentence);
  }
}
