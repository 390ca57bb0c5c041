package io.github.gumbelrao.core.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java platform has. */
public final class Sha256 {

  /** Bytes of a digest. */
  public static final int BYTES = 32;

  private Sha256() {}

  /**
   * A digest that has seen nothing yet.
   *
   * @return the digest
   */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * The digest of the bytes seen so far.
   *
   * @param digest starts again
   * @return 64 lower-case hexadecimal digits
   */
  public static String finish(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The digest of a text.
   *
   * @param text digested as UTF-8
   * @return {@value #BYTES} bytes
   */
  public static byte[] of(String text) {
    return start().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A number that a text determines.
   *
   * @param text digested as UTF-8
   * @return the first eight bytes of its digest, big-endian: any number
   */
  public static long number(String text) {
    return ByteBuffer.wrap(of(text)).getLong();
  }
}
