/** Looks at and changes settings while they are in use. */
package org.tquic.shell.config;
