/** The roles' settings: declared once with Metatype, checked, with flags laid over them. */
package org.tquic.gateway.settings;
