/** Puts each flow bucket back in order. */
package org.tquic.bond.reorder;
