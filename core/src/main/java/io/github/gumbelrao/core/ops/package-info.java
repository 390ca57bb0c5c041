/** The softmax family, right at every rank. */
package io.github.gumbelrao.core.ops;
