/** Whether new measurements are worse than old ones: rules, tests and verdicts. */
package io.github.gumbelrao.bench.comparison;
