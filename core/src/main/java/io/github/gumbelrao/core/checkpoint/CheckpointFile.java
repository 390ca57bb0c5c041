package io.github.gumbelrao.core.checkpoint;

import io.github.gumbelrao.core.internal.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The content of a checkpoint's file: whose state, and the state.
 *
 * <p>Equal states give equal bytes; the last 32 are the SHA-256 of all before, so damage anywhere
 * is found out.
 */
final class CheckpointFile {

  /** First bytes of every file: the format and its version. */
  private static final int FORMAT = 0x47525601;

  private final String fingerprint;
  private final byte[] state;

  private CheckpointFile(String fingerprint, byte[] state) {
    this.fingerprint = fingerprint;
    this.state = state;
  }

  static byte[] write(String fingerprint, byte[] state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeUTF(fingerprint);
      out.write(state);
      out.write(digest(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("fingerprint must have at most 65535 bytes", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a file's content.
   *
   * @throws CheckpointException if it is not what {@link #write} gave
   */
  static CheckpointFile read(byte[] bytes) throws IOException {
    int length = bytes.length - Sha256.BYTES;
    if (length < 0) {
      throw CheckpointException.damaged("is cut short");
    }
    byte[] found = Arrays.copyOfRange(bytes, length, bytes.length);
    if (!MessageDigest.isEqual(found, digest(bytes, length))) {
      throw CheckpointException.damaged("does not match its own SHA-256");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      if (in.readInt() != FORMAT) {
        throw CheckpointException.damaged("has an unknown format");
      }
      return new CheckpointFile(in.readUTF(), in.readAllBytes());
    }
  }

  String fingerprint() {
    return fingerprint;
  }

  byte[] state() {
    return state;
  }

  private static byte[] digest(byte[] bytes, int length) {
    MessageDigest digest = Sha256.start();
    digest.update(bytes, 0, length);
    return digest.digest();
  }
}
