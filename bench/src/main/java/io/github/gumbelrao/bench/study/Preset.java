package io.github.gumbelrao.bench.study;

/** How large a study is. */
public enum Preset {
  /** Under a minute on two cores, on a small model. */
  QUICK("under a minute on two cores, on a small model"),
  /** Minutes, on the paper's model: for nightly runs. */
  STANDARD("minutes, on the paper's model: for nightly runs"),
  /** The paper's own protocol: days. */
  PAPER("the paper's own protocol: days");

  private final String summary;

  Preset(String summary) {
    this.summary = summary;
  }

  /**
   * What the preset is for.
   *
   * @return a few words
   */
  public String summary() {
    return summary;
  }
}
