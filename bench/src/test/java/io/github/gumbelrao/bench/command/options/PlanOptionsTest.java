package io.github.gumbelrao.bench.command.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Setting;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class PlanOptionsTest {

  private record Plan(
      List<String> estimators,
      Part part,
      @Setting(label = "P:P,...", value = "points") List<List<Double>> starts,
      @Setting("a word") Preset size,
      @Setting(name = "batch_sizes", option = "batch_size", value = "rows") OptionalInt batchSize,
      int undescribed,
      long seed) {}

  private record Part(int hidden, double learningRate, @Setting("a flag") boolean directTerm) {}

  private record Words(@Setting("its own words") int hidden) {}

  private static Map<String, Object> typed(PlanOptions options, String... arguments) {
    CommandSpec mixin = options.mixin();
    CommandLine command = new CommandLine(CommandSpec.create().addMixin("plan", mixin));
    return PlanOptions.typed(mixin, OptionValues.register(command).parseArgs(arguments));
  }

  private static String help(PlanOptions options) {
    return new CommandLine(options.mixin()).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  @Test
  void whatIsTypedHasTheTypeOfItsComponent() {
    assertThat(
            typed(
                PlanOptions.of(Plan.class),
                "--estimators=st,gs",
                "--hidden=3",
                "--learning-rate=0.5",
                "--direct-term",
                "--starts=0.5:0.5,0.1;0.9",
                "--size=PAPER",
                "--batch-size=7",
                "--seed=9"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "estimators",
                List.of("st", "gs"),
                "hidden",
                3,
                "learning_rate",
                0.5,
                "direct_term",
                true,
                "starts",
                List.of(List.of(0.5, 0.5), List.of(0.1, 0.9)),
                "size",
                Preset.PAPER,
                "batch_size",
                7,
                "seed",
                9L));
  }

  @Test
  void whatIsNotTypedHasNoValue() {
    assertThat(typed(PlanOptions.of(Plan.class))).isEmpty();
  }

  @Test
  void onlyWhatIsDescribedHasAnOption() {
    assertThat(help(PlanOptions.of(Plan.class)))
        .contains("--starts=P:P,...", "--size=NAME", "--batch-size=N", "--estimators=A,B,...")
        .contains("--learning-rate=X", "      --direct-term ")
        .doesNotContain("undescribed");
    assertThatThrownBy(() -> typed(PlanOptions.of(Plan.class), "--undescribed=1"))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> typed(PlanOptions.of(Plan.class).without("hidden"), "--hidden=1"))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void theFirstDescriptionOfANameCounts() {
    assertThat(help(PlanOptions.of(Words.class, Plan.class)))
        .contains("its own words")
        .doesNotContain("width of the hidden layers");
    assertThat(help(PlanOptions.of(Plan.class, Words.class))).contains("width of the hidden");
  }

  @Test
  void aWrongValueIsSaidInOneSentence() {
    assertThatThrownBy(() -> typed(PlanOptions.of(Plan.class), "--size=papper"))
        .hasMessage(
            "Invalid value for option '--size': size must be a known name, got 'papper'; nearest:"
                + " paper, quick, standard");
    assertThatThrownBy(() -> typed(PlanOptions.of(Plan.class), "--starts=0.5:b"))
        .hasMessage("Invalid value for option '--starts' (P:P,...): 'b' is not a number");
  }
}
