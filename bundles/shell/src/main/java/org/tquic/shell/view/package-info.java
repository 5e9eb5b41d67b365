/** How snapshots look: tables for people, JSON for machines. */
package org.tquic.shell.view;
