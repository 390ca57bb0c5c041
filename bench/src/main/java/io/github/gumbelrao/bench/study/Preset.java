package io.github.gumbelrao.bench.study;

/** How large a study is. */
public enum Preset {
  /** A small model. */
  QUICK("a small model, to try things"),
  /** A model of about the paper's size, for nightly runs. */
  STANDARD("a model of about the paper's size, for nightly runs"),
  /** The paper's own protocol. */
  PAPER("the paper's own protocol");

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
