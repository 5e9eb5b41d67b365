/** The command line: what can be said, and what is said when it was said wrongly. */
package org.tquic.launcher.cli;
