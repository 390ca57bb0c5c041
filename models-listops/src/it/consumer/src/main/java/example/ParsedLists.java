package example;

// #example
import io.github.gumbelrao.listops.BinaryTree;
import io.github.gumbelrao.listops.Expression;
import io.github.gumbelrao.listops.GeneratorSettings;
import io.github.gumbelrao.listops.ListOpsExample;
import io.github.gumbelrao.listops.ListOpsGenerator;

/** Generates ListOps examples and prints how near fixed trees come to their structure. */
public final class ParsedLists {

  public static void main(String[] args) {
    GeneratorSettings settings = new GeneratorSettings(1, 8, 20, 5);
    for (ListOpsExample example : ListOpsGenerator.examples(settings, 3)) {
      Expression expression = example.expression();
      BinaryTree gold = BinaryTree.gold(expression);
      BinaryTree left = BinaryTree.leftBranching(gold.tokens());
      System.out.println(expression + " = " + expression.evaluate());
      System.out.println("left-branching F1 " + left.f1(gold) + ", depth " + gold.depth());
    }
  }
}
// /#example
