package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.measurement.page.Palette;
import io.github.gumbelrao.core.estimator.EstimatorFamily;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.listops.model.FixedTrees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The order and the colors of estimators, the same on every page.
 *
 * <p>The order is the registry's, then the count K. A family has one hue, darker for larger K; all
 * lie between light and dark enough to be seen on white and on black.
 */
public final class EstimatorColors implements Palette {

  /** The one palette of all pages. */
  public static final Palette PALETTE = new EstimatorColors();

  /** Lightness in percent that a factor of ten in K takes away. */
  private static final double DARKER = 10;

  private static final Hue UNKNOWN = new Hue(0, 0, 55);

  /** A hue for each row of the registry; one without is drawn gray. A test misses none. */
  private static final Map<String, Hue> HUES =
      Map.ofEntries(
          Map.entry("reinforce", new Hue(0, 0, 50)),
          Map.entry("gs", new Hue(41, 100, 45)),
          Map.entry("st", new Hue(24, 95, 45)),
          Map.entry("st-gs", new Hue(340, 80, 50)),
          Map.entry("gr-mcK", new Hue(205, 80, 72)),
          Map.entry("gr-avK", new Hue(172, 75, 58)),
          Map.entry("gr-qmcK", new Hue(262, 70, 82)),
          Map.entry("gr", new Hue(130, 60, 38)),
          Map.entry("zgr", new Hue(80, 70, 40)),
          Map.entry("zgr1", new Hue(100, 75, 30)),
          Map.entry("reinmax", new Hue(20, 45, 35)),
          Map.entry("reinmax-raoK", new Hue(32, 40, 72)),
          Map.entry("reinmax-rao", new Hue(32, 50, 48)),
          Map.entry("reinmax-cvK", new Hue(8, 40, 72)),
          Map.entry("reinmax-cv", new Hue(8, 55, 50)),
          Map.entry("gst", new Hue(320, 65, 68)),
          Map.entry("gst-p", new Hue(300, 55, 45)),
          Map.entry("mve", new Hue(225, 30, 52)));

  /** What estimators of trees are compared with. */
  private static final Map<String, Hue> FIXED_TREES =
      Map.of(
          FixedTrees.GOLD.label(), new Hue(52, 55, 42),
          FixedTrees.LEFT.label(), new Hue(0, 0, 62),
          FixedTrees.RIGHT.label(), new Hue(210, 25, 42),
          FixedTrees.RANDOM.label(), new Hue(210, 15, 75));

  /** Where a name stands: row of the registry, then its count. */
  private record Place(int family, int count) {}

  private record Hue(int degrees, int saturation, int lightness) {
    String css(int count) {
      double darker = Math.min(lightness - 30, DARKER * Math.log10(Math.max(count, 1)));
      return String.format(
          Locale.ROOT, "hsl(%d,%d%%,%d%%)", degrees, saturation, Math.round(lightness - darker));
    }
  }

  private static final List<EstimatorFamily> FAMILIES = Estimators.families();

  private static final Comparator<String> ORDER =
      Comparator.<String>comparingInt(name -> place(name).family())
          .thenComparingInt(name -> place(name).count())
          .thenComparing(Comparator.naturalOrder());

  private EstimatorColors() {}

  /** The names, each once, in the order used everywhere; unknown ones last. */
  @Override
  public List<String> ordered(List<String> names) {
    List<String> ordered = new ArrayList<>(names.stream().distinct().toList());
    ordered.sort(ORDER);
    return ordered;
  }

  /** The color of an estimator, or of fixed trees, in CSS; grey for a name that is neither. */
  @Override
  public String color(String name) {
    Place place = place(name);
    if (place.family() == FAMILIES.size()) {
      return FIXED_TREES.getOrDefault(name, UNKNOWN).css(0);
    }
    return HUES.getOrDefault(FAMILIES.get(place.family()).pattern(), UNKNOWN).css(place.count());
  }

  private static Place place(String name) {
    for (int i = 0; i < FAMILIES.size(); i++) {
      if (FAMILIES.get(i).contains(name)) {
        return new Place(i, FAMILIES.get(i).count(name).orElse(0));
      }
    }
    return new Place(FAMILIES.size(), 0);
  }
}
