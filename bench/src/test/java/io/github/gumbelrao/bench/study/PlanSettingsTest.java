package io.github.gumbelrao.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlanSettingsTest {

  /** A plan with a record in it, one of another module, and every kind of value. */
  private record Whole(
      List<String> estimators,
      Part part,
      TemperatureSchedule schedule,
      @Setting(name = "batch_sizes", option = "batch_size") OptionalInt batchSize,
      long seed) {}

  private record Part(int latentBits, @Setting(name = "part_steps") int steps, boolean directTerm) {
    Part {
      Checks.atLeast("latentBits", latentBits, 1);
    }
  }

  private static final Whole PLAN =
      new Whole(
          List.of("gs"),
          new Part(8, 3, false),
          TemperatureSchedule.constant(0.5),
          OptionalInt.empty(),
          1);

  @Test
  void everyComponentIsASettingInItsOrder() {
    assertThat(PlanSettings.of(PLAN))
        .hasToString(
            "{estimators=[gs], latent_bits=8, part_steps=3, direct_term=false,"
                + " temperature_schedule=constant, temperature=0.5, final_temperature=0.5,"
                + " batch_sizes=OptionalInt.empty, seed=1}");
    assertThat(PlanSettings.of(PLAN, Map.of("kl", "analytic")).toString())
        .endsWith(", batch_sizes=OptionalInt.empty, kl=analytic, seed=1}");
  }

  @Test
  void theComponentsAreThoseOfAllRecords() {
    assertThat(PlanSettings.components(Whole.class).map(RecordComponent::getName))
        .containsExactly(
            "estimators",
            "latentBits",
            "steps",
            "directTerm",
            "kind",
            "start",
            "end",
            "batchSize",
            "seed");
    assertThat(PlanSettings.components(Whole.class).map(PlanSettings::option))
        .contains("batch_size", "part_steps");
  }

  @Test
  void whatIsTypedTakesThePlaceOfThePresets() {
    Map<String, Object> typed =
        Map.of("latent_bits", 4, "direct_term", true, "batch_size", 7, "estimators", List.of("st"));
    assertThat(PlanSettings.with(PLAN, typed))
        .isEqualTo(
            new Whole(
                List.of("st"),
                new Part(4, 3, true),
                TemperatureSchedule.constant(0.5),
                OptionalInt.of(7),
                1));
    assertThat(PlanSettings.with(PLAN, Map.of("of_another_plan", 1))).isEqualTo(PLAN);
  }

  @Test
  void theRecordsCheckWhatIsTyped() {
    assertThatThrownBy(() -> PlanSettings.with(PLAN, Map.of("latent_bits", 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("latentBits must be >= 1, got 0");
    assertThatThrownBy(() -> PlanSettings.with(PLAN, Map.of("final_temperature", 0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("final temperature must be the first one");
  }
}
