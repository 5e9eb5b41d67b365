/**
 * The console's protocol over its Unix socket: length-prefixed frames, the same code at both ends.
 * Nothing here needs OSGi.
 */
package org.tquic.shell.wire;
