/** What the calls of plug-ins cost. */
package org.tquic.jmh.plugin;
