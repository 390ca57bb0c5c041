/** Trials of a sweep on an Apache Spark cluster. */
package io.github.gumbelrao.bench.spark;
