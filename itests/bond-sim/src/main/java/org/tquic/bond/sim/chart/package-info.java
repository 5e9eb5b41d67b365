/** Timelines as SVG. */
package org.tquic.bond.sim.chart;
