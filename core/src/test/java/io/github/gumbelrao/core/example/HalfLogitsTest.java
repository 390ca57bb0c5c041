package io.github.gumbelrao.core.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.oracle.GradientCheck;
import io.github.gumbelrao.core.oracle.GradientReport;
import io.github.gumbelrao.core.oracle.GradientReport.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TFloat64;

/** The tutorial's own estimator does what the tutorial says, and is what the tutorial shows. */
class HalfLogitsTest {

  // #check
  @Test
  void isCheckedOnAModelOfTwoLayers() {
    GradientReport report =
        GradientCheck.<TFloat64>of((tf, sampler) -> TwoLayers.build(tf, sampler, TFloat64.class))
            .estimators(new HalfLogits(), Estimators.named("st"))
            .passes(1000)
            .run();
    System.out.println(report.assertSound());
    assertThat(report.rows())
        .extracting(GradientReport.Row::verdict)
        .containsExactly(Verdict.UNBIASED, Verdict.BIASED, Verdict.UNBIASED);
  }

  // /#check

  @Test
  void theTutorialShowsThisCode() throws IOException {
    Readme.check(Path.of("docs", "tutorial.md"));
  }
}
