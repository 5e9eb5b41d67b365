/** Looks over the configuration files before a role starts with them. */
package org.tquic.launcher.config;
