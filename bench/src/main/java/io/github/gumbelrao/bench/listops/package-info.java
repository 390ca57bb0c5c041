/** Unsupervised parsing of ListOps (table 1). */
package io.github.gumbelrao.bench.listops;
