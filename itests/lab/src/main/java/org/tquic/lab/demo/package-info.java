/** The demonstration: what it does, what it shows while it does it, and what it found. */
package org.tquic.lab.demo;
