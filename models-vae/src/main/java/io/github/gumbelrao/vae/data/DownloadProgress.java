package io.github.gumbelrao.vae.data;

/** Receives progress reports of a download. */
@FunctionalInterface
public interface DownloadProgress {

  /** Tells nobody. */
  DownloadProgress SILENT = (file, received, bytes) -> {};

  /**
   * Reports progress: with 0 before the connection is made, then after each piece.
   *
   * @param file name of the file
   * @param received bytes so far
   * @param bytes length of the whole file
   */
  void received(String file, long received, long bytes);
}
