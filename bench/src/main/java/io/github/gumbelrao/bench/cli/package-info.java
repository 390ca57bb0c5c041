/** The command line. */
package io.github.gumbelrao.bench.cli;
