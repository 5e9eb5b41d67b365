/** Diagnosis: which step of a link's way to the server fails, and what to do about it. */
package org.tquic.shell.doctor;
