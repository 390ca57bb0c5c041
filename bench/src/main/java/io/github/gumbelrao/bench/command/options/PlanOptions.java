package io.github.gumbelrao.bench.command.options;

import static java.util.Map.entry;

import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Setting;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that change the settings of a plan, made from the components of its record: those
 * that their {@link Setting} or the glossary of what several studies share describes. None has a
 * default: what is not typed stays as the preset has it.
 */
public final class PlanOptions {

  /** What is shared by studies, or stands in records of other modules. */
  private static final Map<String, String> GLOSSARY =
      Map.ofEntries(
          entry("estimators", "names as printed by 'list', such as st-gs,gr-mc100,gr"),
          entry("temperatures", "softmax temperatures, above 0"),
          entry("arities", "categories of a latent variable: powers of two"),
          entry("batch_size", "images of a minibatch"),
          entry("seed", "master seed; default: 1"),
          entry("latent_bits", "variables times log2(arity); 240 in the paper"),
          entry("hidden", "width of the hidden layers; the paper does not say"),
          entry("learning_rate", "of training, above 0"),
          entry("momentum", "of training, in [0, 1 - 1e-6)"),
          entry("weight_decay", "of weights alone, at least 0"),
          entry("steps", "parameter updates"),
          entry(
              "temperature_schedule",
              "constant, exponential (to --final-temperature) or learned (gs alone)"),
          entry("final_temperature", "at the last step of an exponential schedule"),
          entry("kl", "divergence from the prior in the loss: analytic or sampled"),
          entry("validate_every", "steps between two points of the curve"),
          entry("valid_samples", "draws for each validation image at a point"),
          entry("checkpoint_every", "steps between two checkpoints"),
          entry("thresholds", "report the iterations to reach each validation loss, in nats"));

  /** Labels that are not those of their type. */
  private static final Map<String, String> LABELS =
      Map.of(
          "estimators", "A,B,...",
          "temperatures", "T,...",
          "final_temperature", "T",
          "valid_samples", "M");

  private final Map<String, OptionSpec> options = new LinkedHashMap<>();

  private PlanOptions() {}

  /**
   * The options of plans.
   *
   * @param plans records; a component of the same name in two of them has one option
   * @return the options, by the names of {@link PlanSettings#option}
   */
  public static PlanOptions of(Class<?>... plans) {
    PlanOptions made = new PlanOptions();
    Arrays.stream(plans).flatMap(PlanSettings::components).forEach(made::add);
    return made;
  }

  /**
   * Leaves settings to the presets.
   *
   * @param names of options
   * @return the same
   */
  public PlanOptions without(String... names) {
    options.keySet().removeAll(List.of(names));
    return this;
  }

  /** The options as picocli takes them. */
  public CommandSpec mixin() {
    CommandSpec spec = CommandSpec.create();
    options.values().forEach(spec::addOption);
    return spec;
  }

  /**
   * What was typed.
   *
   * @param mixin the options
   * @param parsed the command line
   * @return values by the names of {@link PlanSettings#option}; the caller may change it
   */
  public static Map<String, Object> typed(CommandSpec mixin, ParseResult parsed) {
    Map<String, Object> typed = new LinkedHashMap<>();
    for (OptionSpec option : mixin.options()) {
      String name = option.longestName();
      if (parsed.hasMatchedOption(name)) {
        typed.put(
            name.substring(2).replace('-', '_'), unwrapped(parsed.matchedOptionValue(name, null)));
      }
    }
    return typed;
  }

  /** The first component of a name decides, if it is described. */
  private void add(RecordComponent component) {
    String name = PlanSettings.option(component);
    Setting setting = component.getAnnotation(Setting.class);
    String help =
        setting != null && !setting.value().isEmpty()
            ? setting.value()
            : GLOSSARY.getOrDefault(name, "");
    if (!help.isEmpty()) {
      String label = setting == null ? "" : setting.label();
      options.putIfAbsent(name, option(name, component.getGenericType(), label, help));
    }
  }

  private static OptionSpec option(String name, Type type, String label, String help) {
    String word = name.replace('_', '-');
    OptionSpec.Builder option = OptionSpec.builder("--" + word).description(help);
    Type value = type;
    if (type instanceof ParameterizedType list) {
      value = list.getActualTypeArguments()[0];
      option.splitRegex(OptionValues.SEPARATOR).hideParamSyntax(true).type(List.class);
      option.auxiliaryTypes(value instanceof Class<?> each ? each : Object.class);
    } else {
      option.type(boxed((Class<?>) type));
    }
    if (value instanceof Class<?> words && words.isEnum()) {
      option.converters(text -> OptionValues.word(word, text, words.getEnumConstants()));
    } else if (value instanceof ParameterizedType) {
      option.converters(PlanOptions::point);
    }
    if (value != boolean.class) {
      option.paramLabel(label.isEmpty() ? label(name, type, value) : label);
    }
    return option.build();
  }

  private static Class<?> boxed(Class<?> type) {
    return type == OptionalInt.class
        ? Integer.class
        : MethodType.methodType(type).wrap().returnType();
  }

  private static String label(String name, Type type, Type value) {
    if (LABELS.containsKey(name)) {
      return LABELS.get(name);
    }
    Class<?> each = (Class<?>) value;
    String one =
        each == double.class || each == Double.class
            ? "X"
            : each == String.class || each.isEnum() ? "NAME" : "N";
    return value == type ? one : one + ",...";
  }

  /** A value that is a list itself: picocli would put its numbers into the list of values. */
  private record Point(List<Double> numbers) {}

  private static Object unwrapped(Object value) {
    return value instanceof List<?> values
        ? values.stream().map(each -> each instanceof Point p ? p.numbers() : each).toList()
        : value;
  }

  /** Reads {@code 0.8:0.1:0.1}, and with semicolons as it stands in results. */
  private static Point point(String text) {
    return new Point(Arrays.stream(text.split("[:;]", -1)).map(OptionValues::number).toList());
  }
}
