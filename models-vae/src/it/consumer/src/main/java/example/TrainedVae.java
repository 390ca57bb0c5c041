package example;

// #example
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.data.SyntheticDigits;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingRun;
import io.github.gumbelrao.vae.training.TrainingSettings;
import org.tensorflow.proto.ConfigProto;

/** Trains a small VAE with 16-ary latent variables on generated digits for 100 steps. */
public final class TrainedVae {

  public static void main(String[] args) {
    DataSet digits = SyntheticDigits.dataSet(1, 1000, 100, 100);
    TrainingSettings settings =
        new TrainingSettings(
            new VaeSettings(16, 24, 32), "gr", TemperatureSchedule.constant(0.5),
            20, TrainingSettings.PAPER_OPTIMIZER, 100, 1);
    try (TrainingRun run = TrainingRun.start(settings, digits, ConfigProto.getDefaultInstance())) {
      System.out.println("before: " + run.validate(1, done -> {}).loss() + " nats");
      while (run.step() < settings.steps()) {
        run.advance();
      }
      System.out.println("after: " + run.validate(1, done -> {}).loss() + " nats");
    }
  }
}
// /#example
