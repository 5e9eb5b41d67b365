/** All schedulers over simulated bonds. */
package org.tquic.bench.schedulers;
