package io.github.gumbelrao.bench.simplex;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines of equal value over a triangular grid, straight within each of its small triangles.
 *
 * <p>Marching triangles: an edge whose ends lie on two sides of a level is crossed where linear
 * interpolation puts it. A triangle with a corner that is missing or not finite has no line.
 */
final class Contours {

  /** Part of a line, from one edge of a small triangle to another. */
  record Segment(double x1, double y1, double x2, double y2) {}

  private record Node(int column, int row) {}

  private record Corner(double x, double y, double value) {}

  private Contours() {}

  /**
   * The lines of several levels.
   *
   * @param cells points of a grid with a step in all three directions
   * @param levels values of the lines
   */
  static List<Segment> of(List<Ternary.Cell> cells, List<Double> levels) {
    double step = TernaryPoint.spacing(cells.stream().map(Ternary.Cell::point).toList());
    double second = cells.stream().mapToDouble(cell -> cell.point().second()).min().orElse(0);
    double third = cells.stream().mapToDouble(cell -> cell.point().third()).min().orElse(0);
    Map<Node, Corner> grid = new HashMap<>();
    for (Ternary.Cell cell : cells) {
      if (Double.isFinite(cell.color())) {
        TernaryPoint point = cell.point();
        grid.put(
            new Node(
                (int) Math.round((point.second() - second) / step),
                (int) Math.round((point.third() - third) / step)),
            new Corner(point.x(), point.y(), cell.color()));
      }
    }
    List<Segment> segments = new ArrayList<>();
    for (Ternary.Cell cell : cells) {
      int i = (int) Math.round((cell.point().second() - second) / step);
      int j = (int) Math.round((cell.point().third() - third) / step);
      Corner right = grid.get(new Node(i + 1, j));
      Corner above = grid.get(new Node(i, j + 1));
      march(grid.get(new Node(i, j)), right, above, levels, segments);
      march(grid.get(new Node(i + 1, j + 1)), right, above, levels, segments);
    }
    return segments;
  }

  private static void march(
      Corner a, Corner b, Corner c, List<Double> levels, List<Segment> segments) {
    if (a == null || b == null || c == null) {
      return;
    }
    for (double level : levels) {
      List<double[]> ends = new ArrayList<>();
      cross(a, b, level, ends);
      cross(b, c, level, ends);
      cross(c, a, level, ends);
      if (ends.size() == 2) {
        segments.add(new Segment(ends.get(0)[0], ends.get(0)[1], ends.get(1)[0], ends.get(1)[1]));
      }
    }
  }

  private static void cross(Corner a, Corner b, double level, List<double[]> ends) {
    if (a.value() < level != b.value() < level) {
      double t = (level - a.value()) / (b.value() - a.value());
      ends.add(new double[] {a.x() + t * (b.x() - a.x()), a.y() + t * (b.y() - a.y())});
    }
  }
}
