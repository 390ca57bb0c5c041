package io.github.gumbelrao.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class DrawBenchmarkTest {

  /** As in a process that JMH starts, of which the command line's main class knows nothing. */
  @Test
  void aLocaleWithDigitsOfItsOwnIsNoHindrance() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      DrawBenchmark.Drawing drawing = new DrawBenchmark.Drawing();
      drawing.name = "st-gs";
      drawing.arity = 2;
      drawing.batch = 1;
      drawing.threads = 1;
      drawing.device = "cpu";
      drawing.setUp();
      assertThat(new DrawBenchmark().draw(drawing)).isFinite();
      drawing.tearDown();
    } finally {
      Locale.setDefault(before);
    }
  }
}
