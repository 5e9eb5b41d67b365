/** Traffic through the lab: transfers of our own that know when they stall, probes, and iperf3. */
package org.tquic.lab.traffic;
