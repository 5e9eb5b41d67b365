/**
 * Everything that is done to the machine: addresses, routes, rules, kernel settings, firewall
 * table. Each change is journalled before it is made and can be taken back, also by the next
 * process after a crash.
 */
package org.tquic.gateway.host;
