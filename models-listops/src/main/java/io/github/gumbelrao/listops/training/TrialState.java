package io.github.gumbelrao.listops.training;

import io.github.gumbelrao.core.checkpoint.GraphVariables;
import io.github.gumbelrao.core.internal.DecayingMean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A training between two epochs: all that is needed to go on as if it had never stopped.
 *
 * @param epochs done so far
 * @param variables the numbers of all variables by name
 * @param best those after the best epoch so far; empty before the first
 * @param baseline running mean of the losses
 * @param step number of steps taken
 * @param divergedAt as in {@link TrialResult}
 */
record TrialState(
    List<EpochResult> epochs,
    SortedMap<String, float[]> variables,
    SortedMap<String, float[]> best,
    DecayingMean baseline,
    long step,
    long divergedAt) {

  TrialState {
    epochs = List.copyOf(epochs);
  }

  static TrialState start(SortedMap<String, float[]> variables) {
    return new TrialState(List.of(), variables, new TreeMap<>(), DecayingMean.NONE, 0, 0);
  }

  /** The first epoch of the highest validation accuracy; 0 before the first. */
  int bestEpoch() {
    int best = 0;
    double accuracy = Double.NEGATIVE_INFINITY;
    for (EpochResult epoch : epochs) {
      if (epoch.validAccuracy() > accuracy) {
        accuracy = epoch.validAccuracy();
        best = epoch.epoch();
      }
    }
    return best;
  }

  byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(step);
    out.writeLong(divergedAt);
    out.writeDouble(baseline.total());
    out.writeDouble(baseline.weight());
    out.writeInt(epochs.size());
    for (EpochResult epoch : epochs) {
      out.writeInt(epoch.epoch());
      out.writeInt(epoch.steps());
      out.writeDouble(epoch.trainLoss());
      out.writeDouble(epoch.validLoss());
      out.writeDouble(epoch.validAccuracy());
      out.writeDouble(epoch.zeroSteps());
      out.writeDouble(epoch.zeroSentences());
      out.writeDouble(epoch.notFiniteSteps());
    }
    GraphVariables.toBytes(variables, out);
    GraphVariables.toBytes(best, out);
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException if it is nothing of the kind
   */
  static TrialState of(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    long step = in.readLong();
    long divergedAt = in.readLong();
    DecayingMean baseline = new DecayingMean(in.readDouble(), in.readDouble());
    List<EpochResult> epochs = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      epochs.add(
          new EpochResult(
              in.readInt(),
              in.readInt(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble()));
    }
    SortedMap<String, float[]> variables = GraphVariables.fromBytes(in);
    SortedMap<String, float[]> best = GraphVariables.fromBytes(in);
    if (in.read() != -1) {
      throw new IOException("a state must end with its best variables");
    }
    return new TrialState(epochs, variables, best, baseline, step, divergedAt);
  }
}
