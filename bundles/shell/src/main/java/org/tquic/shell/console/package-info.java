/** Serves Gogo sessions on a Unix socket. */
package org.tquic.shell.console;
