package io.github.gumbelrao.core.internal;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TType;

/**
 * Checks of operands against what is documented of them, as far as their graph knows them when it
 * is built: what it does not know passes.
 */
public final class Operands {

  private Operands() {}

  /**
   * Refuses numbers that are neither float32 nor float64.
   *
   * @param name what the caller calls the operand
   * @param operand the operand
   * @throws IllegalArgumentException if it has another type, such as bfloat16
   */
  public static void floats(String name, Operand<? extends TType> operand) {
    Class<?> type = operand.type();
    if (!type.equals(TFloat32.class) && !type.equals(TFloat64.class)) {
      throw new IllegalArgumentException(
          name + " must be TFloat32 or TFloat64, got " + type.getSimpleName());
    }
  }

  /**
   * Refuses another number type.
   *
   * @param name what the caller calls the operand
   * @param operand the operand
   * @param type the type it must have
   * @throws IllegalArgumentException if it has another one
   */
  public static void type(String name, Operand<? extends TType> operand, Class<?> type) {
    if (!operand.type().equals(type)) {
      throw new IllegalArgumentException(
          name + " must be " + type.getSimpleName() + ", got " + operand.type().getSimpleName());
    }
  }

  /**
   * Refuses another shape.
   *
   * @param name what the caller calls the operand
   * @param operand the operand
   * @param shape the shape it must have; its unknown dimensions may be any
   * @throws IllegalArgumentException if the operand's known dimensions differ
   */
  public static void shape(String name, Operand<? extends TType> operand, Shape shape) {
    if (!operand.shape().isCompatibleWith(shape)) {
      throw new IllegalArgumentException(
          name + " must have shape " + shape + ", got " + operand.shape());
    }
  }

  /**
   * Refuses what has no last axis, or a last axis of length 0.
   *
   * @param name what the caller calls the operand
   * @param operand the operand
   * @throws IllegalArgumentException if it is known to have no categories
   */
  public static void categories(String name, Operand<? extends TType> operand) {
    Shape shape = operand.shape();
    if (!shape.isUnknown() && (shape.numDimensions() == 0 || shape.get(-1) == 0)) {
      throw new IllegalArgumentException(
          name + " must have a last axis of at least one category, got shape " + shape);
    }
  }
}
