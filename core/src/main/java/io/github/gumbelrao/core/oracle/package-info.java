/** Exact values that tests and studies hold the estimators to. */
package io.github.gumbelrao.core.oracle;
