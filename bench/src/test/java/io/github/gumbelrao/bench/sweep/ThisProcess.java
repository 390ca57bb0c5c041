package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.GumbelRaoCommand;
import io.github.gumbelrao.bench.measurement.sweep.Cluster;
import io.github.gumbelrao.bench.measurement.sweep.SweepTrial;
import io.github.gumbelrao.bench.measurement.sweep.TrialAnswer;
import io.github.gumbelrao.bench.measurement.sweep.TrialFunction;
import io.github.gumbelrao.bench.measurement.sweep.TrialRunner;
import java.io.IOException;
import java.util.List;

/** A cluster of one: {@code --master=this-process} runs trials here, on a disk that may fail. */
public final class ThisProcess implements Cluster {

  /** Made by {@link java.util.ServiceLoader}. */
  public ThisProcess() {}

  @Override
  public boolean accepts(String master) {
    return master.equals("this-process");
  }

  @Override
  public TrialRunner connect(String master, List<String> command) throws IOException {
    TrialFunction function = GumbelRaoCommand.trials(command);
    return new TrialRunner() {
      @Override
      public int slots() {
        return 1;
      }

      @Override
      public void start(SweepTrial trial, Events events) {
        String answer = TrialAnswer.run(function, trial.json(), units -> {});
        events.ended(trial, TrialAnswer.read(trial, answer, 1).orElseThrow());
      }

      @Override
      public void cancel() {}

      @Override
      public void close() {}
    };
  }
}
