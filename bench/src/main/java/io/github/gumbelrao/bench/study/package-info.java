/** What a study is, and what all studies share. */
package io.github.gumbelrao.bench.study;
