/**
 * Data sets of binary images for the discrete VAE: the fixed binarization of MNIST, read from files
 * that are verified at every load, and digits drawn by this program, which need no file at all.
 */
package io.github.gumbelrao.vae.data;
