package io.github.gumbelrao.vae.training;

import io.github.gumbelrao.core.checkpoint.GraphVariables;
import io.github.gumbelrao.vae.model.Bound;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * All that a training run needs to go on as if it had never stopped.
 *
 * <p>Noise and the order of the images are functions of the seed and the step, so these two stand
 * for them. Equal states give equal bytes.
 *
 * @param step updates taken
 * @param lossSum sum of the losses since the last point of the curve
 * @param lossCount how many these are
 * @param curve every point so far
 * @param variables the numbers of all variables by name: parameters, optimizer, baseline
 */
record TrainingState(
    int step,
    double lossSum,
    int lossCount,
    List<CurvePoint> curve,
    SortedMap<String, float[]> variables) {

  byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(step);
      out.writeDouble(lossSum);
      out.writeInt(lossCount);
      out.writeInt(curve.size());
      for (CurvePoint point : curve) {
        write(out, point);
      }
      GraphVariables.toBytes(variables, out);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException if it is nothing of the kind
   */
  static TrainingState of(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int step = in.readInt();
      double lossSum = in.readDouble();
      int lossCount = in.readInt();
      List<CurvePoint> curve = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        curve.add(readPoint(in));
      }
      SortedMap<String, float[]> variables = GraphVariables.fromBytes(in);
      if (in.read() != -1) {
        throw new IOException("a state must end with its variables");
      }
      return new TrainingState(step, lossSum, lossCount, curve, variables);
    }
  }

  private static void write(DataOutputStream out, CurvePoint point) throws IOException {
    out.writeInt(point.step());
    out.writeDouble(point.trainLoss());
    out.writeInt(point.trainSteps());
    out.writeDouble(point.temperature());
    Bound valid = point.valid();
    out.writeInt(valid.images());
    out.writeInt(valid.samples());
    out.writeDouble(valid.bound());
    out.writeDouble(valid.monteCarloError());
    out.writeDouble(valid.imagesError());
    out.writeDouble(valid.reconstruction());
    out.writeDouble(valid.kl());
  }

  private static CurvePoint readPoint(DataInputStream in) throws IOException {
    return new CurvePoint(
        in.readInt(),
        in.readDouble(),
        in.readInt(),
        in.readDouble(),
        new Bound(
            in.readInt(),
            in.readInt(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble()));
  }
}
