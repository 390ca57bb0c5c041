package io.github.gumbelrao.bench.command.options;

import io.github.gumbelrao.bench.study.Device;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.core.internal.Suggestions;
import io.github.gumbelrao.vae.model.KlForm;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads names of enums, and answers unknown ones with the nearest. */
public final class EnumNames {

  private EnumNames() {}

  /**
   * Finds a constant by its name in any case.
   *
   * @param what the option, for the message
   * @param name as typed
   * @param values all constants
   * @return the constant
   * @throws TypeConversionException if there is none of that name; the message lists the nearest
   */
  public static <E extends Enum<E>> E of(String what, String name, E[] values) {
    List<String> known =
        Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
    int index = known.indexOf(name.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new TypeConversionException(
          what
              + " must be a known name, got '"
              + name
              + "'; nearest: "
              + String.join(", ", Suggestions.nearest(name, known)));
    }
    return values[index];
  }

  /** For {@code --preset}. */
  public static final class OfPreset implements ITypeConverter<Preset> {
    @Override
    public Preset convert(String name) {
      return of("preset", name, Preset.values());
    }
  }

  /** For {@code --dataset}. */
  static final class OfDataSet implements ITypeConverter<DataSetName> {
    @Override
    public DataSetName convert(String name) {
      return of("dataset", name, DataSetName.values());
    }
  }

  /** For {@code --device}. */
  static final class OfDevice implements ITypeConverter<Device> {
    @Override
    public Device convert(String name) {
      return of("device", name, Device.values());
    }
  }

  /** For {@code --kl}. */
  static final class OfKl implements ITypeConverter<KlForm> {
    @Override
    public KlForm convert(String name) {
      return of("kl", name, KlForm.values());
    }
  }

  /** For {@code --temperature-schedule}. */
  static final class OfSchedule implements ITypeConverter<TemperatureSchedule.Kind> {
    @Override
    public TemperatureSchedule.Kind convert(String name) {
      return of("temperature-schedule", name, TemperatureSchedule.Kind.values());
    }
  }
}
