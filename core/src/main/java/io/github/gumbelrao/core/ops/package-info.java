/** Operations along the last axis. */
package io.github.gumbelrao.core.ops;
