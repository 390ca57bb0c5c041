package io.github.gumbelrao.vae.data;

import static io.github.gumbelrao.vae.data.AmatFile.LINE_BYTES;
import static io.github.gumbelrao.vae.data.BinaryImages.PIXELS;

import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.DataFiles;
import io.github.gumbelrao.core.internal.Sha256;
import io.github.gumbelrao.core.internal.WholeGzipInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.ZipException;

/**
 * Reads one file of binary images and validates all of it: length, digits and SHA-256 are compared
 * with what is known, and no byte beyond the known length is read.
 *
 * <p>The file is read once, in pieces; memory is that of the images and 100 kB.
 */
final class AmatReader {

  private static final int LINES_PER_PIECE = 64;

  private static final int GZIP_BUFFER = 1 << 16;

  /** How far the start of a file is searched for the mark of an HTML page, in bytes. */
  private static final int SNIFFED_BYTES = 256;

  private final AmatFile expected;
  private final String label;

  private AmatReader(AmatFile expected, String label) {
    this.expected = expected;
    this.label = label;
  }

  /**
   * Reads a file, through gzip if its name ends in {@code .gz}.
   *
   * @param file an existing file
   * @param expected what the file must be
   * @param label what messages call the file
   * @return the images
   * @throws DataException if the file cannot be opened or is anything but the expected one
   * @throws IOException if the disk fails
   */
  static BinaryImages read(Path file, AmatFile expected, String label) throws IOException {
    DataFiles.requireRegular(file, label, "a file");
    AmatReader reader = new AmatReader(expected, label);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      reader.refuseOtherContent(in);
      return file.toString().endsWith(".gz")
          ? reader.gunzip(in, Files.size(file))
          : reader.plain(in, Files.size(file));
    } catch (AccessDeniedException e) {
      throw new DataException(label + " must be readable, got access denied", e);
    }
  }

  private BinaryImages plain(InputStream in, long size) throws IOException {
    if (size != expected.bytes()) {
      throw wrongSize(size);
    }
    return images(in);
  }

  private BinaryImages gunzip(InputStream compressed, long size) throws IOException {
    try (InputStream in =
        new BufferedInputStream(WholeGzipInputStream.of(compressed, size), GZIP_BUFFER)) {
      AmatReader inner = new AmatReader(expected, label + ", uncompressed,");
      inner.refuseOtherContent(in);
      return inner.images(in);
    } catch (EOFException e) {
      throw new DataException(label + " must be a whole gzip file, got one cut short", e);
    } catch (ZipException e) {
      throw new DataException(
          label + " must be a sound gzip file, got a damaged one (" + e.getMessage() + ")", e);
    }
  }

  /** Names the two contents that failed downloads leave behind most often: nothing, and a page. */
  private void refuseOtherContent(InputStream in) throws IOException {
    in.mark(SNIFFED_BYTES);
    String start = new String(in.readNBytes(SNIFFED_BYTES), StandardCharsets.ISO_8859_1);
    in.reset();
    if (start.isEmpty()) {
      throw new DataException(label + " must hold images as digits, got an empty file");
    }
    if (start.stripLeading().startsWith("<")) {
      throw new DataException(label + " must hold images as digits, got an HTML or XML page");
    }
  }

  private BinaryImages images(InputStream in) throws IOException {
    byte[] pixels = new byte[Math.multiplyExact(expected.images(), PIXELS)];
    byte[] piece = new byte[LINES_PER_PIECE * LINE_BYTES];
    MessageDigest digest = Sha256.start();
    long firstBad = -1;
    for (int line = 0; line < expected.images(); line += LINES_PER_PIECE) {
      int wanted = Math.min(LINES_PER_PIECE, expected.images() - line) * LINE_BYTES;
      int got = in.readNBytes(piece, 0, wanted);
      if (got < wanted) {
        throw wrongSize((long) line * LINE_BYTES + got);
      }
      digest.update(piece, 0, wanted);
      int bad = parse(piece, wanted, pixels, line * PIXELS);
      if (bad >= 0 && firstBad < 0) {
        firstBad = (long) line * LINE_BYTES + bad;
      }
    }
    if (in.read() >= 0) {
      throw new DataException(label + " must have " + expected.bytes() + " bytes, got more");
    }
    verify(Sha256.finish(digest), firstBad);
    return BinaryImages.owning(pixels);
  }

  /** Writes the digits of whole lines as pixels; returns the place of a bad byte, or -1. */
  private static int parse(byte[] text, int length, byte[] pixels, int offset) {
    int to = offset;
    for (int line = 0; line < length; line += LINE_BYTES) {
      int end = line + LINE_BYTES - 1;
      int wrong = text[end] ^ '\n';
      for (int at = line; at < end; at += 2) {
        int digit = text[at] ^ '0';
        pixels[to++] = (byte) digit;
        wrong |= digit & ~1;
      }
      for (int at = line + 1; at < end; at += 2) {
        wrong |= text[at] ^ ' ';
      }
      if (wrong != 0) {
        return firstBad(text, line);
      }
    }
    return -1;
  }

  private static int firstBad(byte[] text, int line) {
    int end = line + LINE_BYTES - 1;
    int at = line;
    while (isRight(text[at], at - line, at == end)) {
      at++;
    }
    return at;
  }

  private static boolean isRight(byte character, int column, boolean last) {
    if (column % 2 == 0) {
      return character == '0' || character == '1';
    }
    return character == (last ? '\n' : ' ');
  }

  private void verify(String actual, long firstBad) throws DataException {
    String where = firstBad < 0 ? "" : " (first wrong character at offset " + firstBad + ")";
    if (!actual.equals(expected.sha256())) {
      throw new DataException(
          label + " must have SHA-256 " + expected.sha256() + ", got " + actual + where);
    }
    if (firstBad >= 0) {
      throw new DataException(
          label + " must be lines of " + PIXELS + " digits 0 or 1, got other text" + where);
    }
  }

  private DataException wrongSize(long size) {
    return new DataException(label + " must have " + expected.bytes() + " bytes, got " + size);
  }
}
