package io.github.gumbelrao.core.internal;

import java.util.Comparator;
import java.util.List;

/** Known names near a mistyped one. */
public final class Suggestions {

  private static final int MAX_SUGGESTIONS = 3;

  private Suggestions() {}

  /**
   * The known names nearest to a word, by the number of letters to insert, delete or replace.
   *
   * @param word what was typed
   * @param known the names to choose from
   * @return at most three names, nearest first, equally near ones in the order given
   */
  public static List<String> nearest(String word, List<String> known) {
    return known.stream()
        .sorted(Comparator.comparingInt(name -> distance(word, name)))
        .limit(MAX_SUGGESTIONS)
        .toList();
  }

  /** Levenshtein distance, one row of the table at a time. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
