/** Operations along the last axis, and typed scalars. */
package io.github.gumbelrao.core.ops;
