/** What a study leaves behind: rows of numbers, the record of the run, and the folder of both. */
package io.github.gumbelrao.bench.results;
