package io.github.gumbelrao.bench.study;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The settings of a plan: the components of its record, and of the records in it. A component is
 * called as in Java with underscores, {@code batch_size}, or as its {@link Setting} says.
 */
public final class PlanSettings {

  /** Names of components that cannot be annotated, as their module knows no settings. */
  private static final Map<String, String> NAMES =
      Map.of(
          "TemperatureSchedule.kind", "temperature_schedule",
          "TemperatureSchedule.start", "temperature",
          "TemperatureSchedule.end", "final_temperature");

  private PlanSettings() {}

  /**
   * Every setting of a plan, for the record of a run.
   *
   * @param plan a record
   * @return by name, in the order of the components; the caller may change it
   */
  public static Map<String, Object> of(Record plan) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (RecordComponent component : plan.getClass().getRecordComponents()) {
      Object value = value(component, plan);
      if (value instanceof Record part) {
        settings.putAll(of(part));
      } else {
        settings.put(
            name(component),
            value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : value);
      }
    }
    return settings;
  }

  /**
   * As {@link #of(Record)} with more that a run depends on, and the seed at the end.
   *
   * @param plan a record with a seed
   * @param more by name
   * @return by name; the caller may change it
   */
  public static Map<String, Object> of(Record plan, Map<String, Object> more) {
    Map<String, Object> settings = of(plan);
    settings.putAll(more);
    settings.put("seed", settings.remove("seed"));
    return settings;
  }

  /**
   * A plan with other values, which its records check.
   *
   * @param plan whose values stay where there is no other
   * @param values by name of the option; one that no component has is ignored
   * @return the plan
   * @throws IllegalArgumentException if a value is out of range
   */
  public static <P extends Record> P with(P plan, Map<String, Object> values) {
    RecordComponent[] components = plan.getClass().getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Object usual = value(components[i], plan);
      Object value = values.getOrDefault(option(components[i]), usual);
      arguments[i] =
          usual instanceof Record part
              ? with(part, values)
              : usual instanceof OptionalInt && value instanceof Integer number
                  ? OptionalInt.of(number)
                  : value;
    }
    @SuppressWarnings("unchecked")
    Class<P> type = (Class<P>) plan.getClass();
    return make(type, components, arguments);
  }

  /**
   * The components of a record that are no records themselves, and those of the others.
   *
   * @param plan a record
   * @return in order
   */
  public static Stream<RecordComponent> components(Class<?> plan) {
    return Arrays.stream(plan.getRecordComponents())
        .flatMap(each -> each.getType().isRecord() ? components(each.getType()) : Stream.of(each));
  }

  /**
   * What the option of a component is called.
   *
   * @param component of a plan
   * @return such as {@code batch_size}
   */
  public static String option(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    return setting == null || setting.option().isEmpty() ? name(component) : setting.option();
  }

  private static String name(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting != null && !setting.name().isEmpty()) {
      return setting.name();
    }
    String name = component.getName();
    return NAMES.getOrDefault(
        component.getDeclaringRecord().getSimpleName() + "." + name,
        name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " must be readable", e);
    }
  }

  private static <P> P make(Class<P> type, RecordComponent[] components, Object[] arguments) {
    try {
      Constructor<P> canonical =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      canonical.setAccessible(true);
      return canonical.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException(type + " must check its components", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " must be a record", e);
    }
  }
}
