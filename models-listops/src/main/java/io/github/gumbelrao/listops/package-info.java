/**
 * ListOps: nested list operations written in prefix form, each with its value as label.
 *
 * <p>What a model or a training loop needs of this package:
 *
 * <ul>
 *   <li>Data: {@code ListOpsGenerator.splits(GeneratorSettings.upTo(maxLength, seed), train, valid,
 *       test)} gives lists of {@code ListOpsExample(label, expression)} that share no example;
 *       {@code ListOpsReader.readAll(path)} reads a released file.
 *   <li>Errors: too few distinct examples is an {@code IllegalArgumentException}; a missing,
 *       damaged or malformed file is a {@code DataException}, whose message can be shown as it is.
 *   <li>Tokens: {@code expression.length()} and {@code expression.code(i)} in {@code [0,
 *       Vocabulary.SIZE)}; there are no parentheses and no code for padding.
 *   <li>Label: {@code example.label()} in {@code [0, 9]}.
 *   <li>Depth: {@code expression.depth()}, 1 for a lone digit, at most 20 in the released data.
 *   <li>Gold tree: {@code BinaryTree.gold(expression)}; its {@code merges()} are the positions to
 *       merge, leftmost first, {@code length() - 1} of them.
 *   <li>Model's tree: {@code BinaryTree.ofMerges(positions)}, the chosen position of every step in
 *       order, the last one (always 0) included.
 *   <li>Parsing: {@code predicted.f1(gold)}, unlabeled, without the trivial spans, to be averaged
 *       over examples; {@code predicted.equals(gold)} for an exact match.
 *   <li>Baselines: {@code BinaryTree.leftBranching(n)}, {@code rightBranching(n)} and {@code
 *       random(n, random)}.
 *   <li>Statistics: {@code ListOpsStatistics.of(examples)}.
 * </ul>
 *
 * <p>Source: Nangia and Bowman (2018), "ListOps: A Diagnostic Dataset for Latent Tree Learning",
 * arXiv:1804.06028.
 */
package io.github.gumbelrao.listops;
