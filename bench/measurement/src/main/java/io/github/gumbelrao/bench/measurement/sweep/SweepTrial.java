package io.github.gumbelrao.bench.measurement.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gumbelrao.core.internal.Sha256;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One trial of a sweep: a function of its settings, and known by their digest.
 *
 * @param id start of the digest of the settings
 * @param cell the settings that make its cell of the table
 * @param draw number of the setting within the cell, from 1
 * @param replicate number of the repetition with another seed, from 1
 * @param stage number of the round that it is in, from 0
 * @param finalist whether it is the best setting of its cell, measured once more
 * @param settings every setting of the trial, its seed included
 */
public record SweepTrial(
    String id,
    Map<String, Object> cell,
    int draw,
    int replicate,
    int stage,
    boolean finalist,
    Map<String, Object> settings) {

  /** Bytes of a digest that tell trials apart. */
  private static final int ID_BYTES = 8;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** Copies the maps. */
  public SweepTrial {
    cell = Collections.unmodifiableMap(new LinkedHashMap<>(cell));
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  static SweepTrial of(
      Map<String, Object> cell,
      int draw,
      int replicate,
      int stage,
      boolean finalist,
      Map<String, Object> settings) {
    String id = HexFormat.of().formatHex(Sha256.of(json(settings)), 0, ID_BYTES);
    return new SweepTrial(id, cell, draw, replicate, stage, finalist, settings);
  }

  private static String json(Map<String, Object> settings) {
    try {
      return JSON.writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings must be plain values", e);
    }
  }

  /**
   * The settings, from which {@link TrialServer} makes the trial anew.
   *
   * @return one line of JSON, keys in their order
   */
  public String json() {
    return json(settings);
  }

  /**
   * The cell in words.
   *
   * @return such as {@code estimator gr, arity 16}
   */
  public String cellName() {
    return cellName(cell);
  }

  static String cellName(Map<String, Object> cell) {
    return cell.entrySet().stream()
        .map(each -> each.getKey().replace('_', ' ') + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }
}
