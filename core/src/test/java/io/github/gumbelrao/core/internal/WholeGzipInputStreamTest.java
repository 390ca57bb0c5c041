package io.github.gumbelrao.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class WholeGzipInputStreamTest {

  /** The ends of compressed data at, before and after the ends of the reader's buffer. */
  @Test
  void oneByteMoreIsFoundWhereverTheDataEnd() throws IOException {
    for (int size = 65_480; size < 65_560; size++) {
      byte[] plain = new byte[size];
      new Random(size).nextBytes(plain);
      byte[] gzip = gzip(plain);
      assertThat(read(gzip)).isEqualTo(plain);
      for (int more : new int[] {1, 9, 11, 100}) {
        byte[] longer = Arrays.copyOf(gzip, gzip.length + more);
        assertThatThrownBy(() -> read(longer))
            .isExactlyInstanceOf(ZipException.class)
            .hasMessage("bytes after the end of the compressed data: " + more);
      }
    }
  }

  @Test
  void severalMembersAreOneFile() throws IOException {
    byte[] plain = new byte[70_000];
    new Random(1).nextBytes(plain);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(gzip(Arrays.copyOf(plain, 65_500)));
    both.write(gzip(Arrays.copyOfRange(plain, 65_500, plain.length)));
    assertThat(read(both.toByteArray())).isEqualTo(plain);
    both.write(0);
    assertThatThrownBy(() -> read(both.toByteArray()))
        .hasMessage("bytes after the end of the compressed data: 1");
  }

  /** Negative control: Java's own reader takes no notice. */
  @Test
  void javasOwnReaderLeavesThemUnread() throws IOException {
    byte[] gzip = gzip(new byte[10]);
    byte[] longer = Arrays.copyOf(gzip, gzip.length + 9);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(longer))) {
      assertThat(in.readAllBytes()).hasSize(10);
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] read(byte[] gzip) throws IOException {
    try (InputStream in = WholeGzipInputStream.of(new ByteArrayInputStream(gzip), gzip.length)) {
      return in.readAllBytes();
    }
  }
}
