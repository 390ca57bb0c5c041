package io.github.gumbelrao.bench.measurement;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gumbelrao.core.internal.Checks;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Something to look at that no row of numbers holds, kept in {@code run.json} and shown by the
 * report: items side by side, each under its label.
 *
 * @param title one line, not empty
 * @param caption how to read it; may be empty
 * @param type what the items hold
 * @param items at least one
 */
public record Exhibit(String title, String caption, Type type, List<Item> items) {

  /** What the items of an exhibit hold. */
  public enum Type {
    /** A PNG file in Base64. */
    @JsonProperty("png")
    PNG,
    /** A tree in brackets, tokens between spaces: {@code ( ( [MAX 2 ) ] )}. */
    @JsonProperty("tree")
    TREE
  }

  /** How every PNG file begins, in Base64: the first six of its eight bytes of signature. */
  private static final String PNG_SIGNATURE = "iVBORw0K";

  /**
   * One picture or tree.
   *
   * @param label such as {@code predicted}; may be empty
   * @param content as the type of the exhibit wants it
   */
  public record Item(String label, String content) {

    /** Checks that both are there. */
    public Item {
      Objects.requireNonNull(label, "label must be a text, got null");
      Objects.requireNonNull(content, "content must be a text, got null");
    }
  }

  /** Copies the items and checks that they are what the type says. */
  public Exhibit {
    Objects.requireNonNull(title, "title must be a text, got null");
    Objects.requireNonNull(caption, "caption must be a text, got null");
    Objects.requireNonNull(type, "type must be png or tree, got null");
    items = List.copyOf(items);
    Checks.atLeast("items.size()", items.size(), 1);
    if (title.isBlank()) {
      throw new IllegalArgumentException("title must not be empty, got '" + title + "'");
    }
    if (type == Type.PNG) {
      items.forEach(item -> checkPng(item.content()));
    } else {
      items.forEach(item -> BracketedTree.parse(item.content()));
    }
  }

  /**
   * A picture from the bytes of a PNG file, as {@code ImageIO} writes them.
   *
   * @param label what it shows; may be empty
   * @param png the whole file
   * @return the item of an exhibit of type {@link Type#PNG}
   */
  public static Item png(String label, byte[] png) {
    return new Item(label, Base64.getEncoder().encodeToString(png));
  }

  /**
   * A predicted tree next to the right one.
   *
   * @param title one line, not empty
   * @param caption how to read it; may be empty
   * @param predicted tree in brackets
   * @param gold tree in brackets
   * @return the exhibit
   * @throws IllegalArgumentException if the brackets do not match
   */
  public static Exhibit trees(String title, String caption, String predicted, String gold) {
    return new Exhibit(
        title,
        caption,
        Type.TREE,
        List.of(new Item("predicted", predicted), new Item("gold", gold)));
  }

  private static void checkPng(String content) {
    boolean png = content.startsWith(PNG_SIGNATURE) && content.matches("[A-Za-z0-9+/]+={0,2}");
    if (!png) {
      throw new IllegalArgumentException(
          "content must be a PNG file in Base64, got '"
              + content.substring(0, Math.min(content.length(), 20))
              + "'");
    }
  }
}
