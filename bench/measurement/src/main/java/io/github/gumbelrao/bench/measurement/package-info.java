/** What a study leaves behind: rows of numbers, as CSV and read back, and exhibits. */
package io.github.gumbelrao.bench.measurement;
