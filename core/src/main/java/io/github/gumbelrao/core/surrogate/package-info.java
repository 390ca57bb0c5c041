/** The loss to differentiate, whatever the estimator. */
package io.github.gumbelrao.core.surrogate;
