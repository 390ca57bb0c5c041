/** What the readers of all modules throw at data that are missing or damaged. */
package io.github.gumbelrao.core.files;
