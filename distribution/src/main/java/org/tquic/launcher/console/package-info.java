/** The client's end of a running role's console. */
package org.tquic.launcher.console;
