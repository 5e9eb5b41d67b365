/** The level of the log, changed while a role runs. */
package org.tquic.gateway.log;
