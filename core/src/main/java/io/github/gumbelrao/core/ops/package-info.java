/** Operations along the last axis, typed scalars, and the numbers of tensors. */
package io.github.gumbelrao.core.ops;
