package io.github.gumbelrao.vae.data;

import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder that the user named. Nothing but it is looked at: what is missing there is an error, not
 * a reason to download.
 */
final class DataFolder implements ImageSource {

  private final Path folder;

  private DataFolder(Path folder) {
    this.folder = folder;
  }

  static DataFolder of(Path folder) {
    return new DataFolder(folder);
  }

  @Override
  public BinaryImages read(AmatFile file) throws IOException {
    if (!Files.isDirectory(folder)) {
      String got = Files.exists(folder) ? "a file" : "nothing of that name";
      throw new DataException("data folder " + folder + " must be a folder, got " + got);
    }
    Path holder = holder();
    if (!Files.isReadable(holder) || !Files.isExecutable(holder)) {
      throw new DataException("data folder " + holder + " must be readable, got access denied");
    }
    Optional<Path> found = file.findIn(holder);
    if (found.isEmpty()) {
      throw new DataException(missing(file));
    }
    return AmatReader.read(found.get(), file, found.get().toString());
  }

  /** The folder of the three files: usually one level down, else the named folder itself. */
  private Path holder() {
    Path inner = folder.resolve(AmatFile.FOLDER);
    return Files.isDirectory(inner) ? inner : folder;
  }

  private String missing(AmatFile file) {
    String inner = AmatFile.FOLDER + "/";
    return ("data folder " + folder + " must hold " + inner + file.name() + " or " + inner)
        + (file.gzipName() + ", got neither");
  }
}
