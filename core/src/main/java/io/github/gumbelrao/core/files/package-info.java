/** What several modules need of files. */
package io.github.gumbelrao.core.files;
