package io.github.gumbelrao.bench.measurement;

import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text files that are read as a whole: in UTF-8 throughout, and not so large as to be no result.
 */
public final class StrictText {

  /** A Jacobian of 1,024 categories, as text, has some 25 million. */
  private static final long MAX_BYTES = 1L << 28;

  private StrictText() {}

  /**
   * Reads a file.
   *
   * @param file to read
   * @return its text
   * @throws DataException if it is missing, no file, too large, or not in UTF-8
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new DataException(file + " must exist, but does not");
    }
    if (!Files.isRegularFile(file)) {
      throw new DataException(file + " must be a file, and is something else");
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new DataException(file + " must have at most " + MAX_BYTES + " bytes, got " + size);
    }
    return decode(file.toString(), Files.readAllBytes(file));
  }

  /**
   * Decodes a file's bytes.
   *
   * @throws DataException if they are not UTF-8, or begin with a byte order mark
   */
  static String decode(String name, byte[] bytes) throws DataException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, text, true);
    if (result.isError()) {
      long line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new DataException(name + " must be UTF-8, and is not in line " + line);
    }
    String decoded = text.flip().toString();
    // An editor does not show it.
    if (decoded.startsWith("\ufeff")) {
      throw new DataException(
          name + " must be UTF-8 without a byte order mark, and begins with one");
    }
    return decoded;
  }
}
