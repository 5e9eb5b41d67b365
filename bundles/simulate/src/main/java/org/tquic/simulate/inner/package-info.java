/** What runs inside a simulated bond: a TCP and a voice call. */
package org.tquic.simulate.inner;
