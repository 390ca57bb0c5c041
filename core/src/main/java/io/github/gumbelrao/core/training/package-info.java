/** Parameters that are read safely and updated without races, and a layer of them. */
package io.github.gumbelrao.core.training;
