package io.github.gumbelrao.listops.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A training between two epochs: all that is needed to go on as if it had never stopped.
 *
 * @param epochs done so far
 * @param weights of the model, one array for each parameter
 * @param best weights of the best epoch so far; empty before the first
 * @param baseline running mean of the losses
 * @param step number of steps taken
 * @param divergedAt as in {@link TrialResult}
 */
record TrialState(
    List<EpochResult> epochs,
    List<float[]> weights,
    List<float[]> best,
    Baseline baseline,
    long step,
    long divergedAt) {

  TrialState {
    epochs = List.copyOf(epochs);
    weights = List.copyOf(weights);
    best = List.copyOf(best);
  }

  static TrialState start(List<float[]> weights) {
    return new TrialState(List.of(), weights, List.of(), Baseline.NONE, 0, 0);
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

  /**
   * Exponentially weighted mean of past losses, corrected for its start; what {@link
   * io.github.gumbelrao.core.surrogate.RunningMean} is in a graph.
   *
   * @param total weighted sum
   * @param weight sum of the weights
   */
  record Baseline(double total, double weight) {

    static final Baseline NONE = new Baseline(0, 0);

    /** Weight of the past at each update; the paper names none. */
    private static final double DECAY = 0.99;

    double mean() {
      return weight == 0 ? 0 : total / weight;
    }

    Baseline with(double loss) {
      return new Baseline(DECAY * total + (1 - DECAY) * loss, DECAY * weight + 1 - DECAY);
    }
  }

  byte[] toBytes(String identity) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(identity);
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
    write(out, weights);
    write(out, best);
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, List<float[]> arrays) throws IOException {
    out.writeInt(arrays.size());
    for (float[] array : arrays) {
      out.writeInt(array.length);
      for (float number : array) {
        out.writeFloat(number);
      }
    }
  }

  /**
   * Reads a state back.
   *
   * @throws IOException if it belongs to another training
   */
  static TrialState fromBytes(byte[] bytes, String identity) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String found = in.readUTF();
    if (!found.equals(identity)) {
      throw new IOException("checkpoint must be of " + identity + ", got " + found);
    }
    long step = in.readLong();
    long divergedAt = in.readLong();
    Baseline baseline = new Baseline(in.readDouble(), in.readDouble());
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
    return new TrialState(epochs, read(in), read(in), baseline, step, divergedAt);
  }

  private static List<float[]> read(DataInputStream in) throws IOException {
    List<float[]> arrays = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      float[] array = new float[in.readInt()];
      for (int i = 0; i < array.length; i++) {
        array[i] = in.readFloat();
      }
      arrays.add(array);
    }
    return arrays;
  }
}
