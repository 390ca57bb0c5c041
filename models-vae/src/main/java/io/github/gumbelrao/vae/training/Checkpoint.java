package io.github.gumbelrao.vae.training;

import io.github.gumbelrao.vae.model.Bound;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a training run needs to go on as if it had never stopped.
 *
 * <p>Noise and the order of the images are functions of the seed and the step, so these two stand
 * for them. Equal states give equal bytes; the last 32 are the SHA-256 of all before, so damage
 * anywhere is found out.
 *
 * @param fingerprint of settings and data; a run with another one must not go on from here
 * @param step updates taken
 * @param lossSum sum of the losses since the last point of the curve
 * @param lossCount how many these are
 * @param curve every point so far
 * @param variables the numbers of all variables by name: parameters, optimizer, baseline
 */
record Checkpoint(
    String fingerprint,
    int step,
    double lossSum,
    int lossCount,
    List<CurvePoint> curve,
    SortedMap<String, float[]> variables) {

  /** First bytes of every file: the format and its version. */
  private static final int FORMAT = 0x47525601;

  private static final int DIGEST_BYTES = 32;

  /** The file's content. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeUTF(fingerprint);
      out.writeInt(step);
      out.writeDouble(lossSum);
      out.writeInt(lossCount);
      out.writeInt(curve.size());
      for (CurvePoint point : curve) {
        write(out, point);
      }
      out.writeInt(variables.size());
      for (var variable : variables.entrySet()) {
        out.writeUTF(variable.getKey());
        out.writeInt(variable.getValue().length);
        ByteBuffer numbers = ByteBuffer.allocate(variable.getValue().length * Float.BYTES);
        numbers.asFloatBuffer().put(variable.getValue());
        out.write(numbers.array());
      }
      out.write(digest(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a file's content.
   *
   * @throws DamagedCheckpointException if it is not what {@link #toBytes} wrote
   */
  static Checkpoint of(byte[] bytes) throws DamagedCheckpointException {
    int length = bytes.length - DIGEST_BYTES;
    if (length < 0) {
      throw new DamagedCheckpointException("is cut short");
    }
    byte[] found = Arrays.copyOfRange(bytes, length, bytes.length);
    if (!MessageDigest.isEqual(found, digest(bytes, length))) {
      throw new DamagedCheckpointException("does not match its own SHA-256");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      if (in.readInt() != FORMAT) {
        throw new DamagedCheckpointException("has an unknown format");
      }
      String fingerprint = in.readUTF();
      int step = in.readInt();
      double lossSum = in.readDouble();
      int lossCount = in.readInt();
      List<CurvePoint> curve = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        curve.add(readPoint(in));
      }
      return new Checkpoint(fingerprint, step, lossSum, lossCount, curve, readVariables(in));
    } catch (IOException e) {
      throw new DamagedCheckpointException("cannot be read: " + e.getMessage());
    }
  }

  private static SortedMap<String, float[]> readVariables(DataInputStream in) throws IOException {
    SortedMap<String, float[]> variables = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      float[] numbers = new float[in.readInt()];
      ByteBuffer.wrap(in.readNBytes(numbers.length * Float.BYTES)).asFloatBuffer().get(numbers);
      variables.put(name, numbers);
    }
    return variables;
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

  private static byte[] digest(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
