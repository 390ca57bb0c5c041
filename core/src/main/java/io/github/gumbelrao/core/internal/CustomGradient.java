package io.github.gumbelrao.core.internal;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GradientDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.VersionDef;
import org.tensorflow.types.family.TFloating;

/**
 * A value whose derivative is ours: the forward pass returns it as it is, and the backward pass
 * runs operations that we choose.
 *
 * <p>The value passes through a call of a function, for which the graph's library of functions
 * names another as its gradient ({@code GradientDef}). TensorFlow puts the bodies of both into the
 * graph before it runs it, so that a call costs nothing, and what the backward pass alone needs is
 * not computed in a graph that asks for no gradient; in a session that does not rewrite its graph
 * both are called, with the same result.
 *
 * <p>Such a value is differentiated once. TensorFlow Java does not carry gradients of functions
 * from one graph's library to another's; where one is missing, the backward pass is an error, not
 * the wrong number.
 */
public final class CustomGradient {

  /** Of the operations that functions are made of: the graphs of TensorFlow 2.18. */
  private static final int PRODUCER = 1882;

  private static final int NAME_DIGITS = 16;

  private static final Map<Key, Functions> KNOWN = new ConcurrentHashMap<>();

  private CustomGradient() {}

  /** The backward pass. */
  public interface Backward {

    /**
     * Adds it to a graph.
     *
     * @param tf ops of that graph
     * @param held the operands that were given
     * @param loss derivative of the loss with respect to the value
     * @param <T> number type
     * @return derivative of the loss with respect to the argument
     */
    <T extends TFloating> Operand<T> of(Ops tf, List<Operand<T>> held, Operand<T> loss);
  }

  /**
   * Adds a value to a graph.
   *
   * @param tf ops of the enclosing graph
   * @param name of the backward pass, in letters, digits and underscores: another name for another
   *     pass
   * @param value what the forward pass returns
   * @param argument with respect to which it has a derivative, of the value's shape
   * @param held what the backward pass needs, none of which is given a derivative
   * @param backward the backward pass; the same operations whenever it is called
   * @param <T> number type
   * @return the value; in an eager session, which has no derivatives, the operand itself
   */
  public static <T extends TFloating> Operand<T> of(
      Ops tf,
      String name,
      Operand<T> value,
      Operand<T> argument,
      List<Operand<T>> held,
      Backward backward) {
    if (!(tf.scope().env() instanceof Graph graph)) {
      return value;
    }
    Functions functions =
        KNOWN.computeIfAbsent(
            new Key(name, value.type(), held.size()),
            key -> Functions.of(name, value.type(), held.size(), backward));
    functions.addTo(graph);
    List<Output<T>> inputs = new ArrayList<>();
    inputs.add(argument.asOutput());
    inputs.add(tf.stopGradient(value).asOutput());
    held.forEach(each -> inputs.add(tf.stopGradient(each).asOutput()));
    DataType[] types = new DataType[inputs.size()];
    Arrays.fill(types, value.asOutput().dataType());
    return tf.scope()
        .opBuilder("PartitionedCall", name)
        .addInputList(inputs.toArray(Output<?>[]::new))
        .setAttr("Tin", types)
        .setAttr("Tout", new DataType[] {types[0]})
        .setAttr(
            "f",
            AttrValue.newBuilder()
                .setFunc(NameAttrList.newBuilder().setName(functions.forward()))
                .build())
        .build()
        .<T>output(0)
        .asOutput()
        .expect(value.type());
  }

  private record Key(String name, Class<?> type, int held) {}

  /** A function with its gradient. */
  private record Functions(String forward, GraphDef library) {

    static <T extends TFloating> Functions of(
        String name, Class<T> type, int held, Backward backward) {
      FunctionDef there = forward(type, held);
      FunctionDef back = backward(type, held, backward);
      // By its contents: a graph that another version of this library built may hold another.
      MessageDigest digest = Sha256.start();
      digest.update(bytes(there));
      digest.update(bytes(back));
      String common = name + "_" + Sha256.finish(digest).substring(0, NAME_DIGITS);
      FunctionDefLibrary library =
          FunctionDefLibrary.newBuilder()
              .addFunction(named(there, common))
              .addFunction(named(back, common + "_gradient"))
              .addGradient(
                  GradientDef.newBuilder()
                      .setFunctionName(common)
                      .setGradientFunc(common + "_gradient"))
              .build();
      return new Functions(
          common,
          GraphDef.newBuilder()
              .setVersions(VersionDef.newBuilder().setProducer(PRODUCER))
              .setLibrary(library)
              .build());
    }

    /** Once a graph. */
    void addTo(Graph graph) {
      if (graph.getFunction(forward) == null) {
        graph.importGraphDef(library);
      }
    }

    private static <T extends TFloating> FunctionDef forward(Class<T> type, int held) {
      try (Graph graph = new Graph()) {
        Ops tf = Ops.create(graph);
        Signature.Builder signature = Signature.builder("forward");
        Operand<T> value = inputs(tf, type, held, signature).get(0);
        // An error where the library's gradient was lost, in place of a derivative that is 0.
        signature.output(
            "result",
            graph
                .opBuilder("PreventGradient", "result", tf.scope())
                .addInput(value.asOutput())
                .build()
                .<T>output(0));
        return ConcreteFunction.create(signature.build(), graph).getFunctionDef();
      }
    }

    private static <T extends TFloating> FunctionDef backward(
        Class<T> type, int held, Backward backward) {
      try (Graph graph = new Graph()) {
        Ops tf = Ops.create(graph);
        Signature.Builder signature = Signature.builder("backward");
        List<Operand<T>> inputs = inputs(tf, type, held, signature);
        List<Operand<T>> operands = inputs.subList(1, inputs.size());
        Operand<T> loss = tf.placeholder(type);
        signature.input("loss", loss);
        signature.output("of_argument", backward.of(tf, operands, loss));
        // Of the others: a function must return something for each, and nothing reads it.
        for (int i = 0; i < inputs.size(); i++) {
          signature.output("of_input" + i, tf.identity(inputs.get(i)));
        }
        return ConcreteFunction.create(signature.build(), graph).getFunctionDef();
      }
    }

    /** Those of both functions: the argument, and what is returned, the value and what is held. */
    private static <T extends TFloating> List<Operand<T>> inputs(
        Ops tf, Class<T> type, int held, Signature.Builder signature) {
      signature.input("argument", tf.placeholder(type));
      List<Operand<T>> inputs = new ArrayList<>();
      for (int i = 0; i <= held; i++) {
        inputs.add(tf.placeholder(type));
        signature.input("input" + i, inputs.get(i));
      }
      return inputs;
    }

    private static FunctionDef named(FunctionDef function, String name) {
      return function.toBuilder()
          .setSignature(function.getSignature().toBuilder().setName(name))
          .build();
    }

    /** Without its name, which TensorFlow Java chooses at random. */
    private static byte[] bytes(FunctionDef function) {
      MessageLite nameless = named(function, "");
      byte[] bytes = new byte[nameless.getSerializedSize()];
      CodedOutputStream stream = CodedOutputStream.newInstance(bytes);
      stream.useDeterministicSerialization();
      try {
        nameless.writeTo(stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes;
    }
  }
}
