/** Fair queueing with CoDel in front of the scheduler (RFC 8290). */
package org.tquic.bond.queue;
