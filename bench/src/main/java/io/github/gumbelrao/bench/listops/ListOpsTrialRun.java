package io.github.gumbelrao.bench.listops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.sweep.TrialFunction;
import io.github.gumbelrao.bench.measurement.sweep.TrialValue;
import io.github.gumbelrao.bench.sweep.TrialSettings;
import io.github.gumbelrao.listops.training.EpochResult;
import io.github.gumbelrao.listops.training.Evaluation;
import io.github.gumbelrao.listops.training.ListOpsData;
import io.github.gumbelrao.listops.training.TrainingProgress;
import io.github.gumbelrao.listops.training.Trial;
import io.github.gumbelrao.listops.training.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import org.tensorflow.proto.ConfigProto;

/**
 * Trains one parser of a sweep and measures it at its best validation epoch.
 *
 * @param data that it is trained and measured on, cut to the most tokens of an expression
 * @param session threads and device
 */
record ListOpsTrialRun(IntFunction<ListOpsData> data, ConfigProto session)
    implements TrialFunction {

  @Override
  public List<TrialValue> run(ObjectNode settings, LongConsumer progress) {
    ListOpsTrial trial = TrialSettings.of(settings, ListOpsTrial.class);
    ListOpsData examples = data.apply(trial.maxLength());
    try {
      TrialResult result =
          Trial.of(trial.training(), examples)
              .run(
                  session,
                  Optional.empty(),
                  new TrainingProgress() {
                    @Override
                    public void built(long steps) {
                      progress.accept(steps);
                    }

                    @Override
                    public void advance(int epoch, int steps) {
                      progress.accept(steps);
                    }

                    @Override
                    public void warned(String sentence) {
                      throw new IllegalStateException("no checkpoint is read, got " + sentence);
                    }
                  });
      if (result.diverged()) {
        throw new DivergedException(
            "diverged at step " + result.divergedAt() + ": loss or gradient not finite");
      }
      return values(result, examples.valid().size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<TrialValue> values(TrialResult result, int valid) {
    List<TrialValue> values = new ArrayList<>();
    int epoch = result.bestEpoch();
    EpochResult best = result.epochs().get(epoch - 1);
    Evaluation test = result.test().orElseThrow();
    values.add(share("valid_accuracy", best.validAccuracy(), valid, epoch));
    values.add(number("valid_loss", best.validLoss(), valid, "nats", epoch));
    values.add(number("train_loss", best.trainLoss(), best.steps(), "nats", epoch));
    values.add(share("test_accuracy", test.accuracy().value(), test.accuracy().count(), epoch));
    values.add(number("test_loss", test.loss(), test.accuracy().count(), "nats", epoch));
    if (test.f1().count() > 0) {
      values.add(number("parse_f1", test.f1().value(), test.f1().count(), "", epoch));
    }
    if (Double.isFinite(best.zeroSentences())) {
      values.add(number("zero_gradient_trees", best.zeroSentences(), best.steps(), "", epoch));
    }
    return values;
  }

  private static TrialValue number(
      String metric, double value, long count, String unit, int epoch) {
    return new TrialValue(metric, "", value, Double.NaN, count, unit, epoch);
  }

  private static TrialValue share(String metric, double p, long count, int epoch) {
    return new TrialValue(metric, "", p, Math.sqrt(p * (1 - p) / count), count, "", epoch);
  }
}
