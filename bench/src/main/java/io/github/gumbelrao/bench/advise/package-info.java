/** Which estimator and temperature to choose, from published runs. */
package io.github.gumbelrao.bench.advise;
