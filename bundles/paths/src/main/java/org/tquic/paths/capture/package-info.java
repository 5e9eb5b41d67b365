/** Captures of what the bond sends and receives. */
package org.tquic.paths.capture;
