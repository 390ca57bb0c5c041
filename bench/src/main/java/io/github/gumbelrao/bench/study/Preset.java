package io.github.gumbelrao.bench.study;

/** How large a study is. */
public enum Preset {
  /** A small model. */
  QUICK("a small model, to try things"),
  /** The paper's model, for nightly runs. */
  STANDARD("the paper's model, for nightly runs"),
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
