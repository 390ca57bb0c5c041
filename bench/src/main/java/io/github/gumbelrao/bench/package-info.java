/** The benchmark suite: a command line over studies that write measurements. */
package io.github.gumbelrao.bench;
