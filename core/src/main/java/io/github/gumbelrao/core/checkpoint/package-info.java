/** What lets a training that was cut short go on: its variables, and the files that keep them. */
package io.github.gumbelrao.core.checkpoint;
