/** Measurements of the packaged distribution in the lab, and their report. */
package org.tquic.lab.bench;
