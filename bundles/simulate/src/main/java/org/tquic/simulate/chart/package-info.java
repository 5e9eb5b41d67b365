/** Timelines as SVG. */
package org.tquic.simulate.chart;
