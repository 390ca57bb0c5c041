/** What our modules share and a user has no need of; it may change at any time. */
package io.github.gumbelrao.core.internal;
