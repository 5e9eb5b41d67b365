/**
 * Watches over code of plug-ins: what it throws, answers, and how long it takes. What is found here
 * is counted and told; the guards of engine and bond put a built-in in the plug-in's place.
 */
package org.tquic.gateway.guard;
