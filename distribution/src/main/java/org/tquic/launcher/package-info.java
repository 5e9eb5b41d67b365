/**
 * The {@code tquic} command: starts the framework for a role, or talks to one that runs. Needs
 * nothing but Felix and, for the interactive console, JLine; only pairing looks into the bundles.
 */
package org.tquic.launcher;
