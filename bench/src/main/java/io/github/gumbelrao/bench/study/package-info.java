/** The studies: what is measured, and how a run of it goes. */
package io.github.gumbelrao.bench.study;
