/** Messages between the two ends of a bond. */
package org.tquic.bond.wire;
