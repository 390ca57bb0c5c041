/** What the commands of all studies share: options, progress, interrupts, exit codes. */
package io.github.gumbelrao.bench.command;
