/** The Tree-LSTM that parses a ListOps expression while it evaluates it. */
package io.github.gumbelrao.listops.model;
