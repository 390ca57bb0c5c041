package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.quadrature.ConditionalRule;
import io.github.gumbelrao.core.internal.quadrature.SharedBasis;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The rules used last: building one takes up to a second, and graphs are built again and again. */
final class RuleCache {

  private static final int MAX_RULES = 32;

  private static final Map<Key, ConditionalRule> RULES = new LinkedHashMap<>();
  private static final Map<Key, SharedBasis> SLOPES = new LinkedHashMap<>();
  private static final Map<SharedBasis, Map<TableLookup, SoftReference<Table>>> TABLES =
      new WeakHashMap<>();

  private RuleCache() {}

  private record Key(int categories, double accuracy, List<Double> temperatures) {

    static Key of(int categories, RuleCoefficients coefficients) {
      List<Double> temperatures = Arrays.stream(coefficients.temperatures()).boxed().toList();
      return new Key(categories, coefficients.accuracy(), temperatures);
    }

    double[] all() {
      return temperatures.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  static ConditionalRule rule(int categories, RuleCoefficients coefficients) {
    return cached(
        RULES,
        Key.of(categories, coefficients),
        key -> ConditionalRule.of(categories, key.accuracy(), key.all()));
  }

  static SharedBasis slopes(RuleCoefficients coefficients) {
    return cached(
        SLOPES, Key.of(2, coefficients), key -> ConditionalRule.slopes(key.accuracy(), key.all()));
  }

  /** Tables live as long as their basis, or until memory is short. */
  static Table table(TableLookup lookup, SharedBasis basis, Supplier<Table> build) {
    synchronized (TABLES) {
      Map<TableLookup, SoftReference<Table>> known =
          TABLES.computeIfAbsent(basis, b -> new HashMap<>());
      SoftReference<Table> reference = known.get(lookup);
      Table table = reference == null ? null : reference.get();
      if (table == null) {
        table = build.get();
        known.put(lookup, new SoftReference<>(table));
      }
      return table;
    }
  }

  private static <V> V cached(Map<Key, V> cache, Key key, Function<Key, V> build) {
    synchronized (cache) {
      V known = cache.remove(key);
      V rule = known == null ? build.apply(key) : known;
      // Behind all others, so that what is dropped is what was not used for longest.
      cache.put(key, rule);
      if (cache.size() > MAX_RULES) {
        cache.remove(cache.keySet().iterator().next());
      }
      return rule;
    }
  }
}
