/**
 * Gradient estimators for discrete latent variables as TensorFlow Java graphs.
 *
 * <p>Start at {@link io.github.gumbelrao.core.estimator.Estimators}, which names every estimator,
 * and at {@link io.github.gumbelrao.core.surrogate.SurrogateLoss}, through which a model is written
 * once for all of them.
 */
package io.github.gumbelrao.core;
