package io.github.gumbelrao.bench.claims;

/** What measurements say of a claim. */
public enum Verdict {
  /** Every interval lies on the claim's side. */
  CONFIRMED("confirmed"),
  /** An interval lies on the other side. */
  REFUTED("refuted"),
  /** Neither, or nothing was measured. */
  NOT_DECIDED("not decided");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
