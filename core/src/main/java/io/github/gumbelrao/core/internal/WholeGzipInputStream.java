package io.github.gumbelrao.core.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Gzip data of a known length, to their last byte: what follows the end of the compressed data is
 * an error here, where {@link GZIPInputStream} leaves it unread.
 */
public final class WholeGzipInputStream extends GZIPInputStream {

  /** Bytes of checksum and length at the end of compressed data. */
  private static final int TRAILER = 8;

  private static final int BUFFER = 1 << 16;

  private final Counted compressed;
  private final long length;

  /** How many compressed bytes had been read when the inflater got its last input. */
  private long taken;

  private WholeGzipInputStream(Counted compressed, long length) throws IOException {
    super(compressed, BUFFER);
    this.compressed = compressed;
    this.length = length;
  }

  /**
   * Opens compressed data, of one member or of several.
   *
   * @param compressed the data from their first byte on; closed with this stream
   * @param length of the compressed data, in bytes
   * @return the uncompressed data; at their end a {@link ZipException} if they were not all
   * @throws ZipException if these are no gzip data
   * @throws IOException if the data end in their first bytes, or the disk fails
   */
  public static WholeGzipInputStream of(InputStream compressed, long length) throws IOException {
    return new WholeGzipInputStream(new Counted(compressed), length);
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    taken = compressed.count;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    int got = super.read(target, offset, wanted);
    // At the end, what the inflater has left begins with the trailer of the last member.
    long more = length - taken + inf.getRemaining() - TRAILER;
    if (got < 0 && more > 0) {
      throw new ZipException("bytes after the end of the compressed data: " + more);
    }
    return got;
  }

  /** Counts what is read. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
      int got = super.read(target, offset, wanted);
      count += Math.max(got, 0);
      return got;
    }
  }
}
