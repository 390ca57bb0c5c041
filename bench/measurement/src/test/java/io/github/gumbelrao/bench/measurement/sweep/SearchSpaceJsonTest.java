package io.github.gumbelrao.bench.measurement.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceJsonTest {

  private static final String WHOLE =
      "{'name': 'mine', 'cells': {'kind': ['a', 'b']}, 'fixed': {'steps': 9},"
          + " 'search': {'x': {'uniform': [0, 1]}, 'y': [1, 2.5]}, 'draws': 3}";

  @Test
  void aSpaceIsReadAsItStands() {
    SearchSpace space = Spaces.space(WHOLE);
    assertThat(space.name()).isEqualTo("mine");
    assertThat(space.cells()).isEqualTo(Map.of("kind", List.of("a", "b")));
    assertThat(space.fixed()).isEqualTo(Map.of("steps", 9));
    assertThat(space.searched()).containsExactly("x", "y");
    assertThat(space.values("y")).isEqualTo(List.of(1, 2.5));
    assertThat(space.values("x")).isEqualTo(List.of(0.0, 1.0));
    assertThat(space.replicates()).isEqualTo(1);
    assertThat(space.finalist()).isEmpty();
    assertThat(space.halving()).isEmpty();
  }

  /** A space that is not what it says is told by the name of the key that is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'draws': 3 | 'drwas': 3 | unknown key 'drwas' in space.json; nearest: draws,",
        "'fixed': { | 'fixed': {'stepz': 1, | unknown key 'fixed.stepz' in space.json; nearest: steps,",
        "{'uniform' | {'unifrom' | unknown key 'search.x.unifrom' in space.json; nearest: uniform,",
        "[0, 1] | [1, 1] | search.x.uniform in space.json must be two numbers, the lower first, got [1,1]",
        "[0, 1] | [1, 0] | search.x.uniform in space.json must be two numbers, the lower first, got [1,0]",
        "[0, 1] | ['a', 1] | search.x.uniform in space.json must be two numbers, the lower first, got",
        "{'uniform': [0, 1]} | {'log_uniform': [0, 1]} | search.x.log_uniform in space.json must be two numbers above 0, got [0,1]",
        "{'uniform': [0, 1]} | 3 | search.x in space.json must be a list, or an object with uniform or log_uniform, got 3",
        "[1, 2.5] | [] | search.y in space.json must be a list of at least one value, got []",
        "[1, 2.5] | [1, 1] | search.y in space.json must have each value once, got 1 twice",
        "[1, 2.5] | [1, 1.0] | search.y in space.json must have each value once, got 1.0 twice",
        "[1, 2.5] | [1, null] | search.y in space.json must be a number, a text, true or false, got null",
        "['a', 'b'] | 'a' | cells.kind in space.json must be a list of at least one value, got \"a\"",
        "'steps': 9 | 'steps': 9, 'y': 1 | key 'y' in space.json must be in one of cells, fixed and search",
        "'steps': 9 | | key 'steps' must be in cells, fixed or search of space.json, and is missing",
        "'draws': 3 | 'draws': 0 | draws in space.json must be a whole number from 1 to 1000000, got 0",
        "'draws': 3 | 'draws': 18446744073709551617 | draws in space.json must be a whole number from 1 to 1000000, got 18446744073709551617",
        "'draws': 3 | 'replicates': 1 | search.x in space.json must be a list where the whole grid is tried; add \"draws\" to draw at random",
        "'draws': 3 | 'draws': 3, 'halving': {'setting': 'x', 'factor': 3, 'rungs': 2} | halving.setting in space.json must name a whole number of fixed, got 'x'",
        "'draws': 3 | 'draws': 3, 'halving': {'setting': 'steps', 'factor': 1, 'rungs': 2} | halving must have a factor and rungs of at least 2, got 1 and 2",
        "'draws': 3 | 'draws': 3, 'halving': {'setting': 'steps', 'factor': 2, 'rungs': 200000} | halving must have at most 20 rungs, got 200000",
        "'draws': 3 | 'draws': 3, 'finalist': {'stps': 3} | unknown key 'finalist.stps' in space.json; nearest: steps,",
        "'draws': 3 | 'draws': 3, 'except': {} | except in space.json must be a list of objects with cells and search, got {}",
        "'draws': 3 | 'draws': 3, 'except': [1] | except in space.json must be a list of objects with cells and search, got [1]",
        "'draws': 3 | 'draws': 3, 'finalist': {'kind': 'a'} | finalist.kind in space.json must not be a setting of cells; give its value to a sweep of its own",
        "'draws': 3 | 'draws': 3, 'except': [{'serch': {}}] | unknown key 'except.serch' in space.json; nearest: search,",
        "'draws': 3 | 'draws': 3, 'except': [{'cells': {'kind': ['c']}}] | except.cells.kind in space.json must have values of cells.kind alone, got c",
        "'draws': 3 | 'draws': 3, 'except': [{'cells': {'steps': [9]}}] | except.cells.steps in space.json must have values of cells.steps alone, got 9",
        "'draws': 3 | 'draws': 3, 'except': [{'search': {'steps': [9]}}] | except.search.steps in space.json must be a setting of search",
        "'draws': 3 | 'draws': 3, 'except': [{'cells': {'kind': ['a']}}] | except in space.json must be a list of objects with cells and search, got [{\"cells\"",
        "'draws': 3 | 'draws': 3, 'except': [{'search': {'y': [1]}}] | except in space.json must be a list of objects with cells and search, got [{\"search\"",
        "'mine' | ' ' | name in space.json must be a text that is not empty, got \" \"",
        "'mine' | 3 | name in space.json must be a text that is not empty, got 3",
        "'draws': 3 | 'draws': 3, 'except': [{'search': {'y': []}}] | except.search.y in space.json must be a list of at least one value, got []",
        "{'uniform': [0, 1]}, 'y': [1, 2.5]}, 'draws': 3 | [1], 'y': [1]}, 'except': [{'cells': {'kind': ['a']}, 'search': {'y': {'uniform': [0, 1]}}}] | except.search.y in space.json must be a list where the whole grid is tried; add",
      })
  void whatIsWrongIsNamed(String right, String wrong, String message) {
    String text = WHOLE.replace(right, wrong == null ? "" : wrong);
    assertThat(text).isNotEqualTo(WHOLE);
    assertThatThrownBy(() -> Spaces.space(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
