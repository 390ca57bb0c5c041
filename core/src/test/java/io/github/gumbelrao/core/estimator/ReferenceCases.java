package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.core.testing.Moments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** Conditional Jacobians computed elsewhere, with their standard errors. */
final class ReferenceCases {

  /** Beside a development checkout; not part of the project. */
  private static final Path FOLDER = Path.of("../../shared/reference");

  /** The file has ten significant digits. */
  private static final double ROUNDING = 1e-10;

  private ReferenceCases() {}

  /** One case; {@code jacobian} is row-major, {@code error} its largest standard error. */
  record Case(
      List<Double> logits, int outcome, double temperature, List<Double> jacobian, double error) {

    double[] theta() {
      return logits.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Largest distance of an entry's mean, times a factor, in standard errors of both sides. */
    double distance(Moments moments, double factor) {
      double worst = 0;
      for (int entry = 0; entry < jacobian.size(); entry++) {
        double exact = jacobian.get(entry);
        double reference = Math.hypot(error, ROUNDING * exact);
        double both = Math.hypot(factor * moments.standardError(entry), reference);
        worst = Math.max(worst, Math.abs(factor * moments.mean(entry) - exact) / both);
      }
      return worst;
    }
  }

  /** By quasi-random points; a test that calls this where the file is missing is skipped. */
  static List<Case> all() throws IOException {
    return cases(FOLDER.resolve("conditional_jacobians.json"), 79);
  }

  /** By a deterministic sum, to nine decimals. */
  static List<Case> exact() throws IOException {
    return cases(FOLDER.resolve("conditional_jacobians_exact.json"), 56);
  }

  private static List<Case> cases(Path file, int count) throws IOException {
    assumeTrue(Files.exists(file), file + " is not there: reference cases skipped");
    JsonNode cases = new ObjectMapper().readTree(file.toFile()).get("cases");
    assertThat(cases).hasSize(count);
    return StreamSupport.stream(cases.spliterator(), false).map(ReferenceCases::read).toList();
  }

  private static Case read(JsonNode each) {
    List<Double> jacobian =
        StreamSupport.stream(each.get("jacobian").spliterator(), false)
            .flatMap(row -> numbers(row).stream())
            .toList();
    return new Case(
        numbers(each.get("logits")),
        each.get("outcome").asInt(),
        each.get("tau").asDouble(),
        jacobian,
        each.get("stderr").asDouble());
  }

  private static List<Double> numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asDouble).toList();
  }
}
