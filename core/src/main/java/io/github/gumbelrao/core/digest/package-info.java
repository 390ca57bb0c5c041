/** Digests of files and settings. */
package io.github.gumbelrao.core.digest;
