/** Parameters that are read safely and updated without races. */
package io.github.gumbelrao.core.training;
