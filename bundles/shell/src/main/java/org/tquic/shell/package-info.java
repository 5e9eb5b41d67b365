/** The console's commands, in Gogo scope {@code tquic}. */
package org.tquic.shell;
