/** Bonds over real connections: dialling, joining, and the loop that drives them. */
package org.tquic.bond.session;
