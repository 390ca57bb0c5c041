package io.github.gumbelrao.bench.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import org.apache.lucene.tests.mockfile.FilterFileChannel;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;

/**
 * The files of this machine on a disk that fails at a chosen one of the operations that change it:
 * making a file or a folder, writing, forcing to the disk, renaming, deleting.
 */
public final class FaultyDisk extends FilterFileSystemProvider {

  /** What happens at the chosen operation. */
  public enum Fault {
    /** The process ends: half of what is written is there, and nothing is done from here on. */
    HALT,
    /** There is no more space, for half of what is written and for nothing after it. */
    DISK_FULL,
    /** This one operation fails. */
    INPUT_OUTPUT_ERROR
  }

  /** Thrown in place of ending the process; nobody may catch it. */
  public static final class Halted extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Fault fault;
  private final int chosen;
  private int operations;
  private boolean halted;
  private boolean full;

  /**
   * Creates a disk.
   *
   * @param fault what happens
   * @param chosen number of the operation that it happens at, counted from 1; 0 for none
   */
  public FaultyDisk(Fault fault, int chosen) {
    super("faulty://", FileSystems.getDefault());
    this.fault = fault;
    this.chosen = chosen;
  }

  /**
   * Names a file on this disk.
   *
   * @param typed as for {@link Path#of}
   * @return its path
   */
  public Path path(String typed) {
    return wrapPath(Path.of(typed));
  }

  /** Whether the process would be dead by now. */
  public boolean halted() {
    return halted;
  }

  /** How many operations there were so far. */
  public int operations() {
    return operations;
  }

  private boolean strikes() {
    if (halted) {
      throw new Halted();
    }
    operations++;
    boolean now = operations == chosen;
    halted = now && fault == Fault.HALT;
    full |= now && fault == Fault.DISK_FULL;
    return now;
  }

  /** Counts an operation on a file, and fails it if it is its turn. */
  private void operate(Path path, boolean needsSpace) throws IOException {
    boolean now = strikes();
    if (halted) {
      throw new Halted();
    }
    if (now && fault == Fault.INPUT_OUTPUT_ERROR) {
      throw new FileSystemException(path.toString(), null, "Input/output error");
    }
    if (full && needsSpace) {
      throw new FileSystemException(path.toString(), null, "No space left on device");
    }
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    operate(folder, true);
    super.createDirectory(folder, attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    operate(path, false);
    super.delete(path);
  }

  @Override
  public boolean deleteIfExists(Path path) throws IOException {
    operate(path, false);
    return super.deleteIfExists(path);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    operate(source, false);
    super.move(source, target, options);
  }

  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    Set<OpenOption> all =
        options.length > 0
            ? Set.of(options)
            : Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    return Channels.newOutputStream(newFileChannel(path, all));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (options.contains(StandardOpenOption.WRITE)) {
      operate(path, true);
    }
    return new Channel(super.newFileChannel(path, options, attributes));
  }

  /** An open file. Its errors name none, as those of open files do. */
  private final class Channel extends FilterFileChannel {

    Channel(FileChannel channel) {
      super(channel);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      boolean now = strikes();
      if (now) {
        ByteBuffer half = bytes.duplicate();
        half.limit(half.position() + half.remaining() / 2);
        delegate.write(half);
      }
      fail(now);
      return delegate.write(bytes);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      fail(strikes());
      delegate.force(metaData);
    }

    private void fail(boolean now) throws IOException {
      if (halted) {
        throw new Halted();
      }
      if (now && fault == Fault.INPUT_OUTPUT_ERROR) {
        throw new IOException("Input/output error");
      }
      if (full) {
        throw new IOException("No space left on device");
      }
    }
  }
}
