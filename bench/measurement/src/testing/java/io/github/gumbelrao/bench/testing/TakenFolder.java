package io.github.gumbelrao.bench.testing;

import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunFolder.Earlier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of results as a run takes it that is like no other, and resumes nothing. */
public final class TakenFolder {

  private TakenFolder() {}

  /**
   * Takes a folder.
   *
   * @param out parent of the folders of all studies
   * @param study name of the study
   * @param earlier what to do with a result that is already there
   * @return the folder
   * @throws IOException if it cannot be taken
   */
  public static RunFolder take(Path out, String study, Earlier earlier) throws IOException {
    return RunFolder.take(out, study, false, earlier, run -> Optional.of("everything"));
  }
}
