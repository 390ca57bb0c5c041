/** Options that the commands of several studies share. */
package io.github.gumbelrao.bench.command.options;
