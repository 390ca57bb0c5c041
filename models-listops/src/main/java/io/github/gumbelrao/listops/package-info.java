/**
 * ListOps: nested list operations written in prefix form, each with its value as label.
 *
 * <p>Source: Nangia and Bowman (2018), "ListOps: A Diagnostic Dataset for Latent Tree Learning",
 * arXiv:1804.06028.
 */
package io.github.gumbelrao.listops;
