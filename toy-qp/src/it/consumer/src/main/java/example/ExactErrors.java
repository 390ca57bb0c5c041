package example;

// #example
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.toyqp.ExactError;
import io.github.gumbelrao.toyqp.QuadraticProgram;
import io.github.gumbelrao.toyqp.ToyPoint;
import java.util.List;

/** Squared bias and variance of estimators on the quadratic program, without sampling. */
public final class ExactErrors {

  public static void main(String[] args) {
    ToyPoint point = ToyPoint.of(QuadraticProgram.paper(), new double[] {0.2, 0.3, 0.5}, true);
    for (String name : List.of("reinforce", "st", "st-gs", "gr-mc10", "gr")) {
      ExactError error = ExactError.of(Estimators.named(name), 0.5, point).orElseThrow();
      System.out.println(
          name
              + ": squared bias " + error.squaredBias()
              + ", variance " + error.variance().orElseThrow());
    }
  }
}
// /#example
