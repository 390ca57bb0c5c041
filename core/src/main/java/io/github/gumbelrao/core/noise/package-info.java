/** Seeds: of streams of noise within a graph, and of the parts of a random experiment. */
package io.github.gumbelrao.core.noise;
