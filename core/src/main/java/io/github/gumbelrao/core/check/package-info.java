/** Argument checks shared by all modules. */
package io.github.gumbelrao.core.check;
