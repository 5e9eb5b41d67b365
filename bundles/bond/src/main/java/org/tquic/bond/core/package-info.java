/** Sending, receiving and scheduling of one bond on its owner loop. */
package org.tquic.bond.core;
