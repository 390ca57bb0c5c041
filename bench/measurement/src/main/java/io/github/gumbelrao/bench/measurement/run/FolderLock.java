package io.github.gumbelrao.bench.measurement.run;

import io.github.gumbelrao.core.internal.FileErrors;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock file that says who holds it.
 *
 * <p>The operating system releases the lock when its process ends, however it ends; the file stays.
 */
public final class FolderLock implements Closeable {

  /**
   * Files held by this process. POSIX releases a process's locks on a file when it closes any of
   * its handles on that file, so one that is held must not even be opened.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** The locked byte lies behind all text: Windows lets nobody read locked bytes. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param file the lock file, in a folder that exists
   * @param folder what it guards, for the message
   * @return the lock, held until it is closed or the process ends
   * @throws RunFolderException if it is held, by this process or another; the message names it
   * @throws IOException if the file cannot be written
   */
  public static FolderLock take(Path file, Path folder) throws IOException {
    Path real = file.getParent().toRealPath().resolve(file.getFileName());
    String ownPid = Long.toString(ProcessHandle.current().pid());
    if (!HELD.add(real)) {
      throw conflict(folder, ownPid);
    }
    boolean taken = false;
    try {
      FolderLock lock = new FolderLock(real, open(real, folder, ownPid));
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        HELD.remove(real);
      }
    }
  }

  private static FileChannel open(Path file, Path folder, String ownPid) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
        throw conflict(folder, Files.readString(file));
      }
      channel.truncate(0);
      channel.write(StandardCharsets.UTF_8.encode(ownPid));
      taken = true;
      return channel;
    } catch (RunFolderException e) {
      throw e;
    } catch (IOException e) {
      throw FileErrors.naming(file, e);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static RunFolderException conflict(Path folder, String pid) {
    return new RunFolderException(
        folder + " is being written by process " + pid + "; wait for it, or choose another --out");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(file);
  }
}
