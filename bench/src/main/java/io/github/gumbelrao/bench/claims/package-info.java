/** What the paper claims, and what published runs say of it. */
package io.github.gumbelrao.bench.claims;
