/** One carrier: what it has under way, how it fares, whether it lives. */
package org.tquic.bond.path;
